import * as z from "zod";
import { parsePhone } from "../../kit/phones.ts";
import { findOwned, listOwned } from "../access.ts";
import { invalid } from "../errors.ts";
import type { Agent } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { flag, integer, stated, text, validate } from "../rules.ts";
import { openAllWeek } from "../seed.ts";
import { isZone, parseZoneless } from "../times.ts";
import { agentView, restZone } from "../views.ts";

const CreateSchema = z.object({
  fname: text,
  lname: text,
  phone_number: text,
  email: text.nullish(),
  ext: text.nullish(),
  timezone: text.refine(isZone, "The :attribute field must be a valid timezone.").nullish(),
});
const UpdateSchema = CreateSchema.partial().extend({
  donotdisturb: flag.optional(),
  donotdisturb_until: text.nullish(),
});

const TimeOfDay = z.string().regex(/^(\d\d:\d\d:\d\d|allday)$/, "The :attribute field must be a time.");
const ScheduleSchema = z.array(
  z.object({
    label: text,
    day: integer.refine((day) => day >= 0 && day <= 6, "The :attribute field must be between 0 and 6."),
    is_available: flag.transform((value) => value === 1),
    times: z.array(z.object({ start: TimeOfDay, end: TimeOfDay })),
  }),
);

const findAgent = (context: Context): Agent => findOwned(context, "agent", context.params.id ?? 0);

const create = (context: Context) => {
  const { records, account, input } = context;
  const { fname, lname, phone_number, email, ext, timezone } = validate(CreateSchema, input);
  const agent = records.put("agent", {
    id: records.nextId("agent"),
    account_id: account.id,
    fname,
    lname,
    email: email ?? null,
    phone_number: phoneOf(context, phone_number),
    ext: ext ?? "",
    donotdisturb: 0,
    donotdisturb_until: null,
    priority: 1,
    timezone: timezone ?? account.timezone,
    schedule: openAllWeek,
  });
  return agentView(agent, context);
};

const update = (context: Context) => {
  const agent = findAgent(context);
  const { phone_number, donotdisturb_until, ext, timezone, ...others } = validate(UpdateSchema, context.input);
  const changed = context.records.put("agent", {
    ...agent,
    ...stated(others),
    ext: ext === undefined ? agent.ext : (ext ?? ""),
    timezone: timezone ?? agent.timezone,
    phone_number: phone_number === undefined ? agent.phone_number : phoneOf(context, phone_number),
    donotdisturb_until:
      donotdisturb_until === undefined ? agent.donotdisturb_until : momentOf(context, donotdisturb_until),
  });
  return agentView(changed, context);
};

const remove = (context: Context) => {
  const { records } = context;
  const { id } = findAgent(context);
  records.remove("agent", id);
  for (const team of listOwned(context, "team")) {
    records.put("team", { ...team, agents: team.agents.filter(({ agent_id }) => agent_id !== id) });
  }
  return { success: true };
};

const WrappedSchema = z.object({ schedule: ScheduleSchema });

/** The body is the bare array in help article 38, "Update Agent Schedule"; others wrap it. */
const setSchedule = (context: Context) => {
  const agent = findAgent(context);
  const { input, switches } = context;
  const isBare = switches.scheduleBody === "array" || (switches.scheduleBody === "both" && Array.isArray(input));
  const schedule = isBare ? validate(ScheduleSchema, input) : validate(WrappedSchema, input).schedule;
  return context.records.put("agent", { ...agent, schedule }).schedule;
};

function phoneOf({ account }: Context, phone: string): string {
  const number = parsePhone(phone, account.country_code);
  if (!number) throw invalid({ phone_number: ["The phone number field must be a valid number."] });
  return number;
}

function momentOf(context: Context, time: string | null): number | null {
  if (time === null) return null;
  const moment = parseZoneless(time, restZone(context));
  if (moment === undefined)
    throw invalid({ donotdisturb_until: ["The donotdisturb until field must be a valid date."] });
  return moment;
}

export const agentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/agents",
    run: (context) => listOwned(context, "agent").map((one) => agentView(one, context)),
  },
  { method: "POST", path: "/agents", run: create },
  { method: "PUT", path: "/agents/{id}", run: update },
  { method: "DELETE", path: "/agents/{id}", run: remove },
  { method: "GET", path: "/agents/{id}/schedule", run: (context) => findAgent(context).schedule },
  { method: "PUT", path: "/agents/{id}/schedule", run: setSchedule },
];
