import * as z from "zod/mini";
import type { CallResult } from "../../../lead/call/call.ts";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { outcomeOf, titleOf } from "../../kit/out/describe-call.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import { idIn, inUtc, numberOf, pagesFrom } from "./api.ts";
import { atPlace, type Place } from "./place.ts";
import type { Settings } from "./settings.ts";
import { IdSchema } from "./shapes.ts";

/**
 * A call as an activity, which can be found again and changed.
 * https://developers.pipedrive.com/docs/api/v1/Activities#addActivity
 */

const ACTIVITIES = "/api/v2/activities";

/** Characters of a note, its markup included: https://developers.pipedrive.com/docs/api/v1/Notes takes some more. */
export const MAX_NOTE = 60_000;

/** Characters of a line. */
const MOST_SUBJECT = 255;

/**
 * A person and their deal may both be leads of one call: the activity that stands on the person is tied to the deal as
 * well, and there is no second one.
 */
export const createActivity = (crm: CrmHttp, job: ReportJob, settings: Settings): Promise<Written> =>
  atPlace(crm, job, settings, (place) => createAt(crm, job, place, settings));

async function createAt(crm: CrmHttp, job: ReportJob, place: Place, settings: Settings): Promise<Written> {
  const present = await findOn(crm, job, place, "or on the person alone");
  if (present) {
    const { participants: _, ...ties } = placed(place);
    await crm.request(
      "PATCH",
      `${ACTIVITIES}/${numberOf(present)}`,
      jsonContent({ ...ties, ...fieldsOf(job, settings) }),
    );
    return { activityId: present };
  }
  const activity = { ...placed(place), ...fieldsOf(job, settings) };
  const { body } = await crm.request("POST", ACTIVITIES, jsonContent(activity));
  return { activityId: idIn(body) };
}

/** What it is tied to stays: a person may have moved it to another deal. */
export async function updateActivity(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<Written> {
  await crm.request("PATCH", `${ACTIVITIES}/${numberOf(id)}`, jsonContent(fieldsOf(job, settings)));
  return { activityId: id };
}

/** The person is the first of those who take part; `person_id` follows that. */
const placed = ({ personId, dealId, leadId }: Place) => ({
  ...(personId !== undefined && { participants: [{ person_id: personId, primary: true }] }),
  ...(dealId !== undefined && { deal_id: dealId }),
  ...(leadId !== undefined && { lead_id: leadId }),
});

/** Times are in UTC, and lengths in hours and minutes: the note has the seconds. */
function fieldsOf(job: ReportJob, { activityType, ownerId }: Settings) {
  const { call } = job;
  const [date, time] = inUtc(timeOf(job)).split(" ");
  const owner = job.ownerId ?? ownerId;
  return {
    subject: subjectOf(call),
    type: activityType,
    done: call.final,
    due_date: date,
    due_time: time?.slice(0, 5),
    duration: inMinutes(call.seconds),
    note: htmlNote(job, MAX_NOTE),
    ...(owner !== undefined && { owner_id: numberOf(owner) }),
  };
}

/** No other field of an activity says who called whom, or that the line was busy. */
export function subjectOf(call: CallResult): string {
  const title = titleOf(call, endOf(call) === "busy" ? "Busy" : outcomeOf(call));
  return call.direction === "inbound" ? cutText(`Incoming ${title}`, MOST_SUBJECT) : title;
}

/** A call that never started stands where its lead came in. @returns milliseconds since 1970 */
export const timeOf = ({ call, lead }: ReportJob): number => Date.parse(call.startedAt ?? lead.receivedAt);

/** `00:04`; whoever talked at all has talked for a minute. */
function inMinutes(seconds: number): string {
  const minutes = seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

const ActivitySchema = z.object({
  id: IdSchema,
  note: ifPresent(z.nullable(z.string())),
  deal_id: ifPresent(z.nullable(IdSchema)),
  lead_id: ifPresent(z.nullable(IdSchema)),
});

/** The activity of an earlier write whose end is not known, on this very record. */
export const findActivity = (crm: CrmHttp, job: ReportJob, settings: Settings): Promise<string | undefined> =>
  atPlace(crm, job, settings, (place) => findOn(crm, job, place));

const DAY_MS = 86_400_000;

/**
 * The activity on this call, by the words that begin its note: it is younger than the call.
 * https://developers.pipedrive.com/docs/api/v1/Activities#getActivities
 */
async function findOn(
  crm: CrmHttp,
  job: ReportJob,
  place: Place,
  how?: "or on the person alone",
): Promise<string | undefined> {
  const question = new URLSearchParams({
    ...listOf(place),
    updated_since: new Date(timeOf(job) - DAY_MS).toISOString().replace(/\.\d+/, ""),
    sort_by: "update_time",
    sort_direction: "desc",
    // Each may hold a transcript.
    limit: "10",
  });
  const isHere = (tie: string | null | undefined, wanted: string | number | undefined) =>
    wanted === undefined || tie === String(wanted) || (how !== undefined && !tie);
  for await (const activities of pagesFrom(crm, `${ACTIVITIES}?${question}`, ActivitySchema)) {
    const here = activities.filter(
      ({ deal_id, lead_id }) => isHere(deal_id, place.dealId) && isHere(lead_id, place.leadId),
    );
    const trace = traceOf(job.call, here, ({ note }) => note);
    if (trace) return trace.id;
  }
  return undefined;
}

/** The person shows what stands on their deals and leads as well. */
function listOf({ personId, dealId, leadId }: Place): Readonly<Record<string, string>> {
  if (personId !== undefined) return { person_id: String(personId) };
  return dealId !== undefined ? { deal_id: String(dealId) } : { lead_id: leadId ?? "" };
}
