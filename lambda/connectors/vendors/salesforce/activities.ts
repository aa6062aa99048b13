import * as z from "zod/mini";
import type { EndedBooking } from "../../../lead/booking.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { textAt } from "../../../lead/reader/fields.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { plannedCall, wasDueLongAgo } from "../../kit/in/planned-calls.ts";
import { type ActivityKind, activityKinds, activityNamed } from "./ids.ts";
import type { RecordFields } from "./outbound-message.ts";
import { isDeleted } from "./triggers.ts";

/**
 * Tasks and events that somebody plans with a lead or contact: who that is is called when they are due. A task has a day
 * and no hour, and an event begins at a moment.
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-event.html
 */

export const activitySettings = {
  /** Activities at whose time their person is called: `event`, and `task`, which are those of the type or subtype "Call". Default: none. */
  callActivities: z._default(z.array(z.enum(activityKinds)), []),
};

type News =
  | { readonly kind: "planned"; readonly draft: LeadDraft }
  | { readonly kind: "over"; readonly ended: EndedBooking }
  | { readonly kind: "nothing" };

/** What says no time leaves that to be read, and moves nothing. */
const LONG_AGO = new Date(0).toISOString();

/**
 * What a message says of an activity. It has the fields that somebody picked for it, so that the rest is read.
 * @returns undefined where it is of something else
 * @throws RejectedError 422 where it does not say whether a task is done
 */
export function readActivity(
  fields: RecordFields,
  { callActivities }: { readonly callActivities: readonly ActivityKind[] },
): News | undefined {
  const { kind, id } = activityNamed(textIn(fields, "Id") || textIn(fields, "id")) ?? {};
  if (kind === undefined) return undefined;
  if (!callActivities.includes(kind) || isCopy(fields)) return { kind: "nothing" };
  const booking = `${kind}/${id}`;
  const over = (said?: string): News => ({ kind: "over", ended: { booking, why: "cancelled", said } });
  if (isDeleted(fields)) return over();
  if (kind === "task" && !("Status" in fields) && !("IsClosed" in fields)) {
    throw new RejectedError(422, "Nothing says whether the task is done: send its Status or IsClosed as well");
  }
  if (isMade(fields)) return { kind: "nothing" };
  const due = dueIn(kind, fields);
  const said = saidIn(fields);
  // What is opened again, or moved on, since then is planned once more.
  if (whyNotPlanned(kind, fields) !== undefined || (kind === "task" && wasDueLongAgo(due, said))) return over(said);
  const planned = { booking, due, said: due === "" ? LONG_AGO : said, subject: textIn(fields, "Subject") };
  return { kind: "planned", draft: plannedCall({ reference: booking }, planned) };
}

/** Each user whom an event invites has a copy of it, and what repeats has one that stands for all. */
export const isCopy = (fields: RecordFields): boolean => isTrue(fields, "IsChild") || isTrue(fields, "IsRecurrence");

/** A call that was logged, such as a result of ours: nobody plans it. */
export const isMade = (fields: RecordFields): boolean =>
  ["CallObject", "CallDurationInSeconds", "CallType"].some((name) => textIn(fields, name) !== "");

/** @returns undefined for one that is still to come, as far as its fields say it */
export function whyNotPlanned(kind: ActivityKind, fields: RecordFields): string | undefined {
  if (kind === "task") {
    if (isTrue(fields, "IsClosed") || /^completed$/i.test(textIn(fields, "Status"))) return "the task is done";
    const isCall = ["TaskSubtype", "Type"].some((name) => /^call$/i.test(textIn(fields, name)));
    return isCall ? undefined : "the task is no call: neither its TaskSubtype nor its Type is Call";
  }
  const start = Date.parse(dueIn(kind, fields));
  // Somebody enters a meeting that has taken place. One of a whole day begins when its person's day does.
  const isPast = !isTrue(fields, "IsAllDayEvent") && start <= Date.parse(saidIn(fields) ?? "");
  return isPast ? "the event has begun" : undefined;
}

/** @returns empty where it has none */
export function dueIn(kind: ActivityKind, fields: RecordFields): string {
  const day = textIn(fields, "ActivityDate").slice(0, "2026-06-18".length);
  if (kind === "task" || isTrue(fields, "IsAllDayEvent")) return day;
  return momentIn(textIn(fields, "StartDateTime") || textIn(fields, "ActivityDateTime"));
}

/** When that was said. */
export const saidIn = (fields: RecordFields): string | undefined =>
  momentIn(textIn(fields, "LastModifiedDate") || textIn(fields, "SystemModstamp")) || undefined;

/** Messages write a moment otherwise than answers. What is none stays as it is, for a person to see. */
function momentIn(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

const textIn = (fields: RecordFields, name: string): string => textAt(fields, name)?.trim() ?? "";
const isTrue = (fields: RecordFields, name: string): boolean => /^true$/i.test(textIn(fields, name));
