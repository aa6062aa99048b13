import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { searchPages } from "./pages.ts";
import { placeOf } from "./place.ts";
import type { PlaceSettings } from "./record-search.ts";

/**
 * A call as an activity of the type that the account has for calls. https://developer.copper.com/activities/overview.html
 */

export interface ActivitySettings extends PlaceSettings {
  readonly activityTypeId: string;
  readonly ownerId?: string | undefined;
}

const ACTIVITIES = `${API}/activities`;

/** Characters of its text; Copper names no limit. A page of such is read in one piece. */
const MAX_DETAILS = 20_000;
const PAGE = 20;

const ActivitySchema = z.object({ id: IdSchema, details: z.optional(z.nullable(z.string())) });

export async function createActivity(crm: CrmHttp, job: ReportJob, settings: ActivitySettings): Promise<Written> {
  const { type, record } = await placeOf(crm, job, settings);
  const activity = { parent: { type, id: Number(record.id) }, ...partsOf(job, settings) };
  const { body } = await crm.request("POST", ACTIVITIES, jsonContent(activity));
  return { activityId: z.safeParse(ActivitySchema, body).data?.id };
}

/** Whose it is stays as it is. */
export async function updateActivity(
  crm: CrmHttp,
  job: ReportJob,
  id: string,
  settings: ActivitySettings,
): Promise<Written> {
  await crm.request("PUT", `${ACTIVITIES}/${encodeURIComponent(id)}`, jsonContent(partsOf(job, settings)));
  return { activityId: id };
}

function partsOf(job: ReportJob, settings: ActivitySettings) {
  const { startedAt } = job.call;
  const user = job.ownerId ?? settings.ownerId;
  return {
    type: typeOf(settings),
    details: textNote(job, MAX_DETAILS, { standsAlone: true }),
    // Seconds: https://developer.copper.com/introduction/best_practices.html
    ...(startedAt !== undefined && { activity_date: Math.floor(Date.parse(startedAt) / 1000) }),
    ...(user !== undefined && { user_id: Number(user) }),
  };
}

/** Only those of the category `user` may be made: https://developer.copper.com/activities/list-activity-types.html */
const typeOf = ({ activityTypeId }: ActivitySettings) => ({ category: "user", id: Number(activityTypeId) });

/** The activity of an earlier write whose end is not known: https://developer.copper.com/activities/list-activities-search.html */
export async function findActivity(
  crm: CrmHttp,
  job: ReportJob,
  settings: ActivitySettings,
): Promise<string | undefined> {
  const { type, record } = await placeOf(crm, job, settings);
  const filter = { parent: { id: Number(record.id), type }, activity_types: [typeOf(settings)] };
  const activities = searchPages(crm, `${ACTIVITIES}/search`, filter, { schema: ActivitySchema, page: PAGE });
  for await (const activity of activities) {
    if (traceOf(job.call, [activity], ({ details }) => details)) return activity.id;
  }
  return undefined;
}
