import * as z from "zod/mini";
import type { Reading } from "../../contract/intake.ts";
import { calledOff, plannedCall, wasDueLongAgo } from "../../kit/in/planned-calls.ts";
import { ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { IdSchema } from "./shapes.ts";

/**
 * Activities that a salesperson plans, such as a call on Thursday: their person is called when they are due. They keep
 * their id as they are moved, so what was said last counts. Due dates and times are UTC's.
 * https://developers.pipedrive.com/docs/api/v1/Activities
 */

export const activitySettings = {
  /** Key strings of types of activities whose due time is one to call at, such as `call`. Default: none. */
  callActivities: z._default(z.array(z.string().check(z.minLength(1))), []),
};

const ActivitySettingsSchema = z.object({
  ...activitySettings,
  ourUsers: z._default(z.array(z.string()), []),
});
type Settings = z.output<typeof ActivitySettingsSchema>;

const Id = ifPresent(z.nullable(IdSchema));
const Text = ifPresent(z.nullable(z.string()));
const Flag = ifPresent(z.nullable(z.boolean()));

const ActivitySchema = z.object({
  type: Text,
  subject: Text,
  due_date: Text,
  due_time: Text,
  done: Flag,
  is_deleted: Flag,
  person_id: Id,
  participants: ifPresent(z.nullable(z.array(z.object({ person_id: Id, primary: Flag })))),
  update_time: Text,
});
type Activity = z.output<typeof ActivitySchema>;

const EventSchema = z.object({
  data: ifPresent(z.nullable(ActivitySchema)),
  previous: ifPresent(z.nullable(z.object({ type: Text }))),
  meta: z.object({
    action: z.string(),
    entity: z.literal("activity"),
    entity_id: IdSchema,
    user_id: Id,
    change_source: Text,
    timestamp: Text,
  }),
});

/** @returns undefined where the event is about something else, or activities are none of the source's */
export function readCallActivity(body: unknown, { callActivities, ourUsers }: Settings): Reading | undefined {
  if (callActivities.length === 0 || !z.safeParse(AboutActivity, body).success) return undefined;
  const { data, previous, meta } = inShape(EventSchema, body, "Pipedrive webhook");
  // Such are the results that we write.
  if (meta.change_source === "api" && ourUsers.includes(meta.user_id ?? "")) {
    return { kind: "ignored", why: "the activity is one that the bridge wrote" };
  }
  const booking = `activity/${meta.entity_id}`;
  const isCall = (type: string | null | undefined): boolean => callActivities.includes(type ?? "");
  const said = data?.update_time ?? meta.timestamp ?? undefined;
  const isOver = meta.action === "delete" || !data || data.is_deleted || data.done;
  if (isOver || (!isCall(data.type) && isCall(previous?.type))) {
    return calledOff(booking, said);
  }
  if (!isCall(data.type)) return { kind: "ignored", why: "the activity is no call, as the source's settings have it" };
  return planned(data, booking, said);
}

const AboutActivity = z.object({ meta: z.object({ entity: z.literal("activity") }) });

function planned(activity: Activity, booking: string, said: string | undefined): Reading {
  const { person_id, participants, subject, due_date, due_time } = activity;
  const person = person_id ?? (participants?.find(({ primary }) => primary) ?? participants?.[0])?.person_id;
  if (!person || !/^[1-9]\d{0,14}$/.test(person)) return { kind: "ignored", why: "the activity names no person" };
  const time = due_time?.slice(0, "14:30".length);
  const due = due_date && time ? `${due_date}T${time}Z` : (due_date ?? "");
  if (wasDueLongAgo(due, said)) return calledOff(booking, said);
  const who = { reference: person, record: { type: "person", id: person } };
  return { kind: "leads", leads: [plannedCall(who, { booking, due, said, subject })] };
}
