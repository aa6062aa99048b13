import * as z from "zod/mini";
import type { EndedBooking } from "../../../lead/booking.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { exactly } from "../../kit/in/bookings.ts";
import { wasDueLongAgo } from "../../kit/in/planned-calls.ts";
import { type HubspotEvent, momentIn } from "./event.ts";

/**
 * Meetings and call tasks: their contact is called at their time. They keep their id as they are moved, so what was said
 * last counts. Events name the activity, and of a change the new value; whose it is has to be read.
 * https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/create-generic-webhook-subscriptions
 */

export const activityKinds = ["meeting", "task"] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const activitySettings = {
  /** Activities at whose time their contact is called: `meeting`, and `task`, which are those of the type "Call". Default: none. */
  callActivities: z._default(z.array(z.enum(activityKinds)), []),
};

/** Outcomes may be a portal's own: what is none of those that leave it planned ends it. */
export interface Activity {
  /** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm, "Object type IDs" */
  readonly type: string;
  readonly path: string;
  readonly title: string;
  readonly time: string;
  readonly state: string;
  readonly planned: readonly string[];
}

/** https://developers.hubspot.com/docs/api/crm/meetings, https://developers.hubspot.com/docs/api/crm/tasks */
export const activities: Readonly<Record<ActivityKind, Activity>> = {
  meeting: {
    type: "0-47",
    path: "meetings",
    title: "hs_meeting_title",
    time: "hs_meeting_start_time",
    state: "hs_meeting_outcome",
    planned: ["", "SCHEDULED", "RESCHEDULED"],
  },
  task: {
    type: "0-27",
    path: "tasks",
    title: "hs_task_subject",
    time: "hs_timestamp",
    state: "hs_task_status",
    planned: ["", "NOT_STARTED", "IN_PROGRESS", "WAITING"],
  },
};

/** Of tasks, `CALL`, `EMAIL` or `TODO`. */
export const TASK_TYPE = "hs_task_type";

export const isPlanned = ({ planned }: Activity, state: unknown): boolean => planned.includes(wordIn(state));
export const isCall = (taskType: unknown): boolean => wordIn(taskType) === "CALL";

const wordIn = (value: unknown): string =>
  String(value ?? "")
    .trim()
    .toUpperCase();

export interface PlannedDraft extends LeadDraft {
  readonly booking: string;
  readonly asked: { readonly text: string; readonly isSure: true; readonly said: string };
}

type News =
  | { readonly kind: "planned"; readonly draft: PlannedDraft }
  | { readonly kind: "over"; readonly ended: EndedBooking };

/** Every change says more than a creation, which leaves the time to be read. */
const LONG_AGO = new Date(0).toISOString();

interface Settings {
  readonly callActivities: readonly ActivityKind[];
}

/** @returns undefined where the event says nothing of an activity that the source calls at */
export function readActivity(event: HubspotEvent, { callActivities }: Settings): News | undefined {
  const { subscriptionType, objectTypeId, objectId, propertyName, propertyValue } = event;
  const kind = callActivities.find((each) => activities[each].type === objectTypeId);
  if (kind === undefined) return undefined;
  const activity = activities[kind];
  const booking = `${kind}/${objectId}`;
  const over = (said?: string): News => ({ kind: "over", ended: { booking, why: "cancelled", said } });
  // A change is dated by its event: a time that is named after it stands, and what became of the rest is read then.
  const said = momentIn(event.occurredAt);
  const planned = (text: string, said: string): News => ({
    kind: "planned",
    draft: { externalId: booking, booking, reference: booking, asked: { text: exactly(text), isSure: true, said } },
  });
  if (subscriptionType === "object.creation") return planned("", LONG_AGO);
  if (subscriptionType === "object.deletion") return over();
  if (subscriptionType !== "object.propertyChange") return undefined;
  if (propertyName === activity.state) return isPlanned(activity, propertyValue) ? undefined : over(said);
  if (kind === "task" && propertyName === TASK_TYPE) return isCall(propertyValue) ? undefined : over(said);
  if (propertyName !== activity.time) return undefined;
  const at = momentIn(propertyValue);
  // Somebody enters a meeting that has taken place.
  if (kind === "meeting" && at !== undefined && said !== undefined && at <= said) return over(said);
  if (kind === "task" && at !== undefined && wasDueLongAgo(at, said)) return over(said);
  return planned(at ?? String(propertyValue ?? ""), said ?? LONG_AGO);
}
