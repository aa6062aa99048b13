import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { outcomeOf, titleOf } from "../../kit/out/describe-call.ts";
import { textNote } from "../../kit/out/note.ts";
import { isRefusedAs, MOVED } from "./errors.ts";
import { presentRecord } from "./present-record.ts";
import { ask, quoted, textOf } from "./query.ts";

/**
 * A call is a task of the subtype Call on the lead or contact.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm
 */

export interface TaskSettings {
  readonly timeZone: string;
  readonly ownerId?: string | undefined;
  readonly taskStatus: string;
  readonly dispositions: ByOutcome & { readonly busy: string | null };
  readonly recordingField?: string | undefined;
  readonly callIdField?: string | undefined;
}

const WrittenSchema = z.object({ id: z.string() });

/** What Salesforce takes when a task is made, and refuses when it is changed. */
const firstFields = (job: ReportJob, whoId: string) => ({
  WhoId: whoId,
  TaskSubtype: "Call",
  CallObject: cutText(job.call.callId, 255),
});

/**
 * Makes the task on the record, or on what has taken the record's place: Salesforce refuses tasks on a lead that was
 * converted and on a record that is gone, and then nothing was made.
 */
export async function createTask(crm: CrmHttp, api: string, job: ReportJob, settings: TaskSettings): Promise<Written> {
  const recordId = job.record?.id ?? "";
  try {
    return await madeOn(crm, api, job, recordId, settings);
  } catch (error) {
    if (!isRefusedAs(error, MOVED)) throw error;
    const present = await presentRecord(crm, api, recordId);
    if (present === undefined || present.id === recordId) throw error;
    return madeOn(crm, api, job, present.id, settings);
  }
}

async function madeOn(
  crm: CrmHttp,
  api: string,
  job: ReportJob,
  whoId: string,
  settings: TaskSettings,
): Promise<Written> {
  const changes = taskFields(job, settings);
  const task = { ...firstFields(job, whoId), ...changes };
  if (settings.callIdField === undefined) {
    const { body } = await crm.request("POST", `${api}/sobjects/Task`, jsonContent(task));
    return { activityId: z.safeParse(WrittenSchema, body).data?.id };
  }
  const path = `${api}/sobjects/Task/${settings.callIdField}/${encodeURIComponent(callIdOn(job))}`;
  try {
    return await upserted(crm, path, task);
  } catch (error) {
    // It is there already, by a write whose answer was lost: what is only taken at first stands as it is.
    if (!isRefusedAs(error, ["INVALID_FIELD_FOR_INSERT_UPDATE"])) throw error;
    return upserted(crm, path, changes);
  }
}

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-upsert-patch.html */
async function upserted(crm: CrmHttp, path: string, task: object): Promise<Written> {
  const { body } = await crm.request("PATCH", path, jsonContent(task));
  return { activityId: z.safeParse(WrittenSchema, body).data?.id };
}

/** One call may be told on the records of several leads: each has a task of its own. */
const callIdOn = ({ call, record }: ReportJob): string => `${call.callId}-${record?.id ?? ""}`;

export async function updateTask(
  crm: CrmHttp,
  api: string,
  job: ReportJob,
  id: string,
  settings: TaskSettings,
): Promise<Written> {
  const path = `${api}/sobjects/Task/${encodeURIComponent(id)}`;
  await crm.request("PATCH", path, jsonContent(taskFields(job, settings)));
  return { activityId: id };
}

/**
 * The task of an earlier write, by the call's id, on the record or on what has taken its place since: the tasks of a lead
 * that is converted or merged go with it.
 */
export async function findTask(crm: CrmHttp, api: string, job: ReportJob): Promise<string | undefined> {
  const recordId = job.record?.id ?? "";
  const present = await presentRecord(crm, api, recordId);
  const records = [...new Set([recordId, ...(present ? [present.id] : [])])].map(quoted).join(", ");
  const condition = `WhoId IN (${records}) AND CallObject = ${quoted(cutText(job.call.callId, 255))}`;
  const [task] = await ask(crm, api, `SELECT Id FROM Task WHERE ${condition} ORDER BY CreatedDate LIMIT 1`);
  return task && textOf(task, "Id");
}

/** Characters of `Description`. */
const MAX_NOTE = 32_000;

function taskFields(job: ReportJob, settings: TaskSettings): Record<string, string | number> {
  const { call } = job;
  const ended = endOf(call);
  const disposition = call.tag ?? (ended ? settings.dispositions[ended] : outcomeOf(call));
  const ownerId = job.ownerId ?? settings.ownerId;
  const { recordingField } = settings;
  return {
    Subject: titleOf(call),
    Status: settings.taskStatus,
    CallType: call.direction === "inbound" ? "Inbound" : "Outbound",
    CallDurationInSeconds: Math.max(0, Math.round(call.seconds)),
    ...(disposition && { CallDisposition: cutText(disposition, 255) }),
    ActivityDate: dayOf(timeOf(job), settings.timeZone),
    Description: textNote(job, MAX_NOTE, { standsAlone: true }),
    ...(ownerId && { OwnerId: ownerId }),
    ...(recordingField && call.recordingUrl && { [recordingField]: call.recordingUrl }),
  };
}

/** A call that never started stands where its lead came in. */
const timeOf = ({ call, lead }: ReportJob): Date => new Date(call.startedAt ?? lead.receivedAt);

/** A task has a day and no time: what is given with it is ignored, so that the note says it. */
function dayOf(time: Date, timeZone: string): string {
  const calendar = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const { year, month, day } = Object.fromEntries(calendar.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}`;
}
