import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmPerson, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { access, demoToken } from "./pipedrive/access.ts";
import { page, pageFrom, sorted } from "./pipedrive/lists.ts";
import { type Stored, toRecords } from "./pipedrive/records.ts";
import { refusals } from "./pipedrive/refusals.ts";
import {
  ActivitiesQuery,
  ActivitySchema,
  CallLogSchema,
  DealSchema,
  LeadSchema,
  NoteChangeSchema,
  NoteSchema,
  NotesQuery,
  NothingAsked,
  PersonSchema,
  PersonsQuery,
  SearchQuery,
} from "./pipedrive/requests.ts";

/**
 * As much of Pipedrive as the bridge uses, with its two versions and its errors: persons, deals and activities in version
 * 2, call logs, notes, leads and users in version 1. https://developers.pipedrive.com/docs/api/v1
 */

export { demoApp } from "./pipedrive/access.ts";

export const pipedrive = {
  connector: "pipedrive",
  refusals,
  play: (open, now = Date.now): DemoPipedrive => playPipedrive(open<Stored>(), now),
} as const satisfies CrmStandIn;

/** What a person does there. */
export interface DemoPipedrive extends DemoCrm {
  readonly contacts: Contacts;
  /** @returns the id of what was entered */
  enter(kind: "persons" | "deals" | "leads", fields: Readonly<Record<string, unknown>>): string;
  change(kind: "persons" | "deals" | "leads", id: string, fields: Readonly<Record<string, unknown>>): void;
  /** All that there is of a kind, as Pipedrive shows it. */
  all(kind: Stored["kind"]): readonly Readonly<Record<string, unknown>>[];
}

const users = [
  { id: 1_184_401, name: "Callingly Bridge", email: "bridge@example.com", active_flag: true },
  { id: 1_184_402, name: "Ada Fields", email: ada.email, active_flag: true },
] as const;

const own = users[0].id;

class Refusal extends Error {
  readonly answer: Outgoing;

  constructor(answer: Outgoing) {
    super("refused");
    this.answer = answer;
  }
}

/** @param kept everything, by `{kind}/{id}` */
function playPipedrive(kept: Kept<Stored>, now: () => number): DemoPipedrive {
  const doors = access(now);
  const all = (kind: Stored["kind"]): Stored[] => kept.entries().flatMap(([, one]) => (one.kind === kind ? [one] : []));
  const shown = ({ kind: _, ...one }: Stored): Record<string, unknown> => one;
  const find = (kind: Stored["kind"], id: string | number): Stored => {
    const one = kept.get(`${kind}/${id}`);
    if (!one || one.is_deleted === true) throw new Refusal(notFound(kind));
    return one;
  };
  const keep = (one: Stored): Stored => {
    kept.set(`${one.kind}/${one.id}`, one);
    return one;
  };
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+/, "");
  const make = (kind: Stored["kind"], fields: Readonly<Record<string, unknown>>): Stored => {
    const next = 18_841 + kept.entries().length;
    const id = kind === "leads" || kind === "callLogs" ? randomUUID() : next;
    return keep({ owner_id: own, ...fields, kind, id, add_time: at(), update_time: at() });
  };
  const change = (one: Stored, fields: Readonly<Record<string, unknown>>): Stored =>
    keep({ ...one, ...fields, update_time: at() });

  /** What a call may be tied to has to be there; leads and deals that are archived can be read only. */
  const seen = (fields: Readonly<Record<string, unknown>>): void => {
    const { person_id, deal_id, lead_id, participants } = fields as Readonly<Record<string, number | undefined>> & {
      participants?: { person_id: number }[];
    };
    for (const id of [person_id, ...(participants ?? []).map((one) => one.person_id)]) if (id) find("persons", id);
    if (deal_id) find("deals", deal_id);
    if (lead_id) find("leads", lead_id);
  };

  const person = (fields: z.output<typeof PersonSchema>): Stored => {
    const [first = "", ...rest] = fields.name.split(" ");
    return make("persons", {
      first_name: first,
      last_name: rest.join(" ") || null,
      org_id: null,
      emails: [],
      phones: [],
      label_ids: [],
      custom_fields: {},
      is_deleted: false,
      ...fields,
    });
  };

  /** What it had is the other's: https://pipedrive.readme.io/docs/merging-two-persons */
  const merge = (loserId: string, winnerId: string): void => {
    const [loser, winner] = [find("persons", loserId), find("persons", winnerId)];
    for (const [, one] of kept.entries()) if (one.person_id === loser.id) keep({ ...one, person_id: winner.id });
    change(loser, { is_deleted: true });
  };

  const personNamed = ({ firstName, lastName, email, phone }: CrmPerson): Stored =>
    person({
      name: [firstName, lastName].filter(Boolean).join(" ") || email || phone || "Unknown",
      ...(email && { emails: [{ value: email, primary: true, label: "work" }] }),
      ...(phone && { phones: [{ value: phone, primary: true, label: "work" }] }),
    });

  const search = (query: unknown): Outgoing => {
    const { term, fields, exact_match, ...paging } = SearchQuery.parse(query);
    if (term.length < (exact_match === "true" ? 1 : 2)) throw new Refusal(invalid("term is too short"));
    const found = all("persons").filter(
      (one) => one.is_deleted !== true && fields.split(",").some((field) => hits(one, field, term, exact_match)),
    );
    const { data, additional_data } = page(found.map(asItem), paging);
    return json(200, { success: true, data: { items: data }, additional_data });
  };

  const routes: Readonly<Record<string, (asked: Asked) => Outgoing>> = {
    "GET /api/v2/persons/search": ({ query }) => search(query),
    "GET /api/v2/persons": ({ query }) => {
      const { ids, updated_since = "", ...asked } = PersonsQuery.parse(query);
      const wanted = ids?.split(",");
      const found = all("persons").filter(
        (one) =>
          one.is_deleted !== true && one.update_time >= updated_since && (wanted?.includes(String(one.id)) ?? true),
      );
      return json(200, { success: true, ...page(sorted(found, asked).map(shown), asked) });
    },
    "POST /api/v2/persons": ({ body }) => json(201, done(shown(person(PersonSchema.parse(body))))),
    "GET /api/v2/persons/:id": ({ id }) => json(200, done(shown(find("persons", id)))),
    "PATCH /api/v2/persons/:id": ({ id, body }) => {
      const { custom_fields, ...fields } = PersonSchema.partial().parse(body);
      return json(200, done(shown(change(find("persons", id), withOwn(find("persons", id), fields, custom_fields)))));
    },
    "GET /api/v2/deals/:id": ({ id }) => json(200, done(shown(find("deals", id)))),
    "PATCH /api/v2/deals/:id": ({ id, body }) => {
      const { custom_fields, ...fields } = DealSchema.parse(body);
      const deal = find("deals", id);
      if (deal.is_archived === true) throw new Refusal(invalid("Archived deals cannot be edited"));
      return json(200, done(shown(change(deal, withOwn(deal, fields, custom_fields)))));
    },
    "GET /api/v2/activities": ({ query }) => {
      const { deal_id, lead_id, person_id, updated_since = "", ...asked } = ActivitiesQuery.parse(query);
      const found = all("activities").filter(
        (one) =>
          (deal_id === undefined || one.deal_id === deal_id) &&
          (lead_id === undefined || one.lead_id === lead_id) &&
          (person_id === undefined || one.person_id === person_id) &&
          one.update_time >= updated_since,
      );
      return json(200, { success: true, ...page(sorted(found, asked).map(shown), asked) });
    },
    "POST /api/v2/activities": ({ body }) => {
      const fields = ActivitySchema.parse(body);
      seen(fields);
      const first = fields.participants?.find(({ primary }) => primary) ?? fields.participants?.[0];
      return json(201, done(shown(make("activities", { ...fields, person_id: first?.person_id ?? null }))));
    },
    "PATCH /api/v2/activities/:id": ({ id, body }) => {
      const fields = ActivitySchema.parse(body);
      seen(fields);
      return json(200, done(shown(change(find("activities", id), fields))));
    },
    "POST /v1/callLogs": ({ body }) => {
      const fields = CallLogSchema.parse(body);
      seen(fields);
      return json(200, done(shown(make("callLogs", fields))));
    },
    "GET /v1/callLogs/:id": ({ id }) => json(200, done(shown(find("callLogs", id)))),
    "GET /v1/notes": ({ query }) => {
      const { start, limit, sort = "id ASC", start_date = "", ...on } = NotesQuery.parse(query);
      const [sort_by = "id", direction] = sort.split(" ");
      const found = all("notes").filter(
        (one) =>
          one.add_time.slice(0, 10) >= start_date &&
          Object.entries(on).every(([name, id]) => id === undefined || one[name] === id),
      );
      const order = { sort_by, sort_direction: direction === "DESC" ? "desc" : "asc" } as const;
      return pageFrom(sorted(found, order).map(shown), { start, limit });
    },
    "POST /v1/notes": ({ body }) => {
      const fields = NoteSchema.parse(body);
      seen(fields);
      return json(201, done(shown(make("notes", fields))));
    },
    "PUT /v1/notes/:id": ({ id, body }) =>
      json(200, done(shown(change(find("notes", id), NoteChangeSchema.parse(body))))),
    "GET /v1/leads/:id": ({ id }) => json(200, done(shown(find("leads", id)))),
    "PATCH /v1/leads/:id": ({ id, body }) => {
      const lead = find("leads", id);
      if (lead.is_archived === true) throw new Refusal(invalid("Archived leads cannot be edited"));
      return json(200, done(shown(change(lead, LeadSchema.parse(body)))));
    },
    "GET /v1/users": () => json(200, done(users)),
    "GET /v1/users/me": () => json(200, done({ ...users[0], company_id: 9_120_331, company_domain: "demo" })),
  };

  const route = (request: CrmRequest): Outgoing => {
    const { pathname, searchParams } = new URL(request.path, "https://api.pipedrive.com");
    const query = Object.fromEntries(searchParams);
    const [, head = "", id = ""] = /^(.+)\/([^/]+)$/.exec(pathname) ?? [];
    const whole = routes[`${request.method} ${pathname}`];
    const single = routes[`${request.method} ${head}/:id`];
    const answer = whole ?? single;
    if (!answer) throw new Refusal(failed(404, "Not found"));
    if (request.method !== "GET" || !whole) NothingAsked.parse(query);
    const body = request.body === "" ? undefined : (JSON.parse(request.body) as unknown);
    return answer({ id: decodeURIComponent(id), query, body });
  };

  const answer = (request: CrmRequest): Outgoing => {
    if (request.method === "POST" && request.path === "/oauth/token") return doors.renew(request.headers, request.body);
    if (!doors.isLetIn(request.headers)) return failed(401, "unauthorized access");
    try {
      return route(request);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
      return invalid(error.message.slice(0, 300));
    }
  };

  return {
    credentials: { token: demoToken },
    answer(request) {
      const { headers, ...rest } = answer(request);
      const limits = { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "39", "x-ratelimit-reset": "2" };
      return { ...rest, headers: { ...headers, ...limits } };
    },
    records: () => toRecords(kept.entries().map(([, one]) => one)),
    contacts: {
      save: (given) => String(personNamed(given).id),
      merge,
      sent: (id) => announced("person", shown(find("persons", id))),
    },
    enterFor(type, given) {
      if (type !== "deal" && type !== "lead") return undefined;
      const { id: person_id } = personNamed(given);
      return String(make(`${type}s`, { title: "Demo", person_id, status: "open", stage_id: 1, label_ids: [] }).id);
    },
    enter: (kind, fields) =>
      String((kind === "persons" ? person(PersonSchema.parse(fields)) : make(kind, { label_ids: [], ...fields })).id),
    change: (kind, id, fields) => void change(find(kind, id), fields),
    all: (kind) => all(kind).map(shown),
  };
}

/** As the webhook `create.person` of version 2 has it: https://pipedrive.readme.io/docs/guide-for-webhooks-v2 */
function announced(entity: string, data: Readonly<Record<string, unknown>>): ReturnType<Contacts["sent"]> {
  const user = users[1].id;
  const meta = {
    action: "create",
    entity,
    entity_id: data.id,
    id: randomUUID(),
    correlation_id: randomUUID(),
    company_id: 9_120_331,
    user_id: user,
    webhook_id: 771_204,
    webhook_owner_id: own,
    permitted_user_ids: [own, user],
    timestamp: data.update_time,
    type: "general",
    version: "2.0",
    is_bulk_edit: false,
    change_source: "app",
    attempt: 1,
    host: "demo.pipedrive.com",
  };
  const { is_deleted: _, ...record } = data;
  return {
    headers: { "content-type": "application/json", "user-agent": "Pipedrive Webhooks" },
    body: JSON.stringify({ data: record, previous: null, meta }),
  };
}

interface Asked {
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const done = (data: unknown) => ({ success: true, data });

/** Fields that the account has made are changed one by one. */
const withOwn = (
  one: Stored,
  fields: Readonly<Record<string, unknown>>,
  ownFields: Readonly<Record<string, unknown>> | undefined,
) => ({ ...fields, ...(ownFields && { custom_fields: { ...(one.custom_fields ?? {}), ...ownFields } }) });

interface Value {
  readonly value: string;
}

/** Numbers are searched by their digits, everything else by its letters in whichever case. */
function hits(one: Stored, field: string, term: string, exact: string): boolean {
  const values = { email: one.emails, phone: one.phones }[field] as readonly Value[] | undefined;
  const texts = field === "name" ? [String(one.name)] : (values ?? []).map(({ value }) => value);
  const asCompared = (text: string) => (field === "phone" ? text.replace(/\D/g, "") : text.trim().toLowerCase());
  const wanted = asCompared(term);
  return texts.map(asCompared).some((text) => (exact === "true" ? text === wanted : text.includes(wanted)));
}

/** As a search shows a person. */
const asItem = ({ id, name, emails, phones, owner_id, update_time }: Stored) => ({
  result_score: 0.5,
  item: {
    id,
    type: "person",
    name,
    emails: ((emails ?? []) as readonly Value[]).map(({ value }) => value),
    phones: ((phones ?? []) as readonly Value[]).map(({ value }) => value),
    owner: { id: owner_id },
    update_time,
  },
});

const info = "Please check developers.pipedrive.com for more information about Pipedrive API.";

const failed = (status: number, error: string): Outgoing =>
  json(status, { success: false, error, error_info: info, data: null, additional_data: null });

const invalid = (error: string): Outgoing => failed(400, error);

const notFound = (kind: Stored["kind"]): Outgoing => failed(404, `${kind.replace(/s$/, "")} not found`);
