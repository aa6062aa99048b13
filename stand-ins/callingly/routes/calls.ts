import * as z from "zod";
import { parsePhone } from "../../kit/phones.ts";
import { findOwned, listOwned } from "../access.ts";
import { invalid, notFound } from "../errors.ts";
import type { Call, Lead, Team } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { integer, text, validate } from "../rules.ts";
import { placeCall } from "../simulate.ts";
import type { Switches } from "../switches.ts";
import { dayText, parseZoneless } from "../times.ts";
import { callRow, callView, restZone } from "../views.ts";
import { isVisible, isWithinDays } from "./listing.ts";

const CreateSchema = z.object({
  team_id: integer,
  phone_number: text,
  first_name: text.nullish(),
  last_name: text.nullish(),
  email: text.nullish(),
  company: text.nullish(),
  category: text.nullish(),
  source: text.nullish(),
  crm_id: z.union([z.number(), text]).nullish(),
  scheduled_at: text.nullish(),
  comments: text.nullish(),
});
const NamedCreateSchema = CreateSchema.extend({ first_name: text, last_name: text });
type Order = z.infer<typeof CreateSchema>;

/** Creates or updates the lead and rings its team. Sent twice, it rings twice: there is no duplicate guard. */
function create(context: Context) {
  const { account, input, switches } = context;
  const order = validate<Order>(switches.namesRequired ? NamedCreateSchema : CreateSchema, input);
  const team = findTeam(context, order.team_id);
  const phone = parsePhone(order.phone_number, account.country_code);
  if (!phone) throw invalid({ phone_number: ["The phone number field must be a valid number."] });
  const crmId = crmIdOf(order, switches);
  const scheduledAt = order.scheduled_at ? momentOf(context, order.scheduled_at) : undefined;
  const lead = putLead(context, order, { phone, team, crmId });
  const call = placeCall(
    context,
    {
      account_id: account.id,
      team_id: team.id,
      lead_id: lead.id,
      direction: "outbound",
      source: order.source ?? "API",
      crm_id: crmId,
      retry: 0,
      lead_retry: 0,
      by: "create",
    },
    scheduledAt,
  );
  return createAnswer(call, context);
}

/** The real answer is not documented; a call that does not ring yet has no id to give. */
function createAnswer(call: Call | undefined, context: Context) {
  const { createCallAnswer } = context.switches;
  if (createCallAnswer === "empty") return undefined;
  if (createCallAnswer === "call" && call) return callView(call, context);
  return { call_id: call?.id ?? null };
}

function findTeam(context: Context, id: number): Team {
  const team = listOwned(context, "team").find((one) => one.id === id);
  if (team) return team;
  throw context.switches.unknownTeam === 404
    ? notFound("Team", id)
    : invalid({ team_id: ["The selected team id is invalid."] });
}

function crmIdOf({ crm_id = null }: Order, { textCrmId }: Switches): number | string | null {
  const isInteger = crm_id === null || /^-?\d+$/.test(String(crm_id));
  if (isInteger) return crm_id === null ? null : Number(crm_id);
  if (textCrmId === "reject") throw invalid({ crm_id: ["The crm id field must be an integer."] });
  return textCrmId === "accept" ? crm_id : null;
}

function momentOf(context: Context, time: string): number {
  const moment = parseZoneless(time, restZone(context));
  if (moment === undefined) throw invalid({ scheduled_at: ["The scheduled at field must be a valid date."] });
  return moment;
}

/** One lead per number and account, unless the switch says otherwise. What is not sent stays as it was. */
function putLead(
  context: Context,
  order: Order,
  { phone, team, crmId }: { phone: string; team: Team; crmId: Lead["crm_id"] },
): Lead {
  const { records, switches } = context;
  const known = switches.duplicatePhones === "upsert" ? findLead(context, phone) : undefined;
  if (known?.is_blocked) throw invalid({ phone_number: ["The phone number is blocked."] });
  const lead = known ?? newLead(context, phone, team.id);
  const keepsCrmId = lead.crm_id !== null && switches.crmIdOnUpsert === "keep";
  return records.put("lead", {
    ...lead,
    team_id: team.id,
    fname: order.first_name ?? lead.fname,
    lname: order.last_name ?? lead.lname,
    email: order.email ?? lead.email,
    company: order.company ?? lead.company,
    category: order.category ?? lead.category,
    source: order.source ?? lead.source,
    comments: order.comments ?? lead.comments,
    crm_id: keepsCrmId ? lead.crm_id : (crmId ?? lead.crm_id),
  });
}

const findLead = (context: Context, phone: string) =>
  listOwned(context, "lead").find((lead) => lead.phone_number === phone && lead.deleted_at === null);

const newLead = ({ records, account, now }: Context, phone: string, teamId: number): Lead => ({
  id: records.nextId("lead"),
  account_id: account.id,
  team_id: teamId,
  created_at: now,
  fname: null,
  lname: null,
  email: null,
  phone_number: phone,
  company: null,
  category: null,
  source: "API",
  crm_id: null,
  comments: null,
  lead_owner_id: null,
  status: null,
  result: null,
  stage: null,
  tags: [],
  notes: [],
  is_stopped: 0,
  is_blocked: 0,
  deleted_at: null,
});

/** Neither default nor largest page size is documented; others ask for 100 at most. */
const [defaultLimit, largestLimit] = [25, 100];

const ListSchema = z.object({
  start: text.nullish(),
  end: text.nullish(),
  team_id: integer.nullish(),
  limit: integer.nullish(),
  page: integer.nullish(),
});

/** Newest first. */
function list(context: Context) {
  const { switches, now } = context;
  const { start, end, team_id, limit, page: asked } = validate(ListSchema, context.query);
  const day = (call: Call) => dayText(call.started_at, restZone(context));
  const found = listOwned(context, "call")
    .filter((call) => isVisible(call.started_at, now, switches) && isWithinDays(day(call), start, end))
    .filter((call) => team_id == null || call.team_id === team_id)
    .sort((one, other) => other.id - one.id);
  const size = Math.min(Math.max(limit ?? defaultLimit, 1), largestLimit);
  const page = Math.max(asked ?? 1, 1);
  // Rows that arrived since the page before push the older ones on; rows that vanished let them slip by.
  const from = Math.max((page - 1) * (size - switches.pageDrift), 0);
  const data = found.slice(from, from + size).map((call) => callRow(call, context));
  return { data, ...(switches.paginatorKeys ? paginator(found.length, size, page, from, data.length) : {}) };
}

const paginator = (total: number, size: number, page: number, from: number, shown: number) => ({
  current_page: page,
  last_page: Math.max(Math.ceil(total / size), 1),
  per_page: size,
  total,
  from: shown ? from + 1 : null,
  to: shown ? from + shown : null,
});

export const callRoutes: readonly Route[] = [
  { method: "GET", path: "/calls", run: list },
  { method: "POST", path: "/calls", run: create },
  {
    method: "GET",
    path: "/calls/{id}",
    run: (context) => callView(findOwned(context, "call", context.params.id ?? 0), context),
  },
];
