import type { CallResult } from "../../../lead/call/call.ts";
import type { CrmRecord } from "../../../lead/lead.ts";
import { textParts } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { callMarker, describeCall, titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { ownId } from "../../kit/out/own-id.ts";
import {
  type Attributes,
  CALLS,
  checked,
  listRecords,
  momentOf,
  NOTES,
  plain,
  putRecord,
  textOf,
  updateRecord,
} from "./api.ts";
import { recordOf } from "./place.ts";

/** A call as a record of the module Calls. https://github.com/salesagility/SuiteCRM/blob/master/modules/Calls/vardefs.php */

export interface CallSettings {
  readonly ownerId?: string | undefined;
  readonly callStatuses: ByOutcome & { readonly busy: string | null };
}

/**
 * Characters of a description, which is a TEXT of MySQL: 65,535 bytes, of which one character may take four.
 * https://dev.mysql.com/doc/refman/8.0/en/storage-requirements.html
 */
const MOST_TEXT = 16_000;

/** One call may be told on the records of several leads: each has a call of its own. */
const callOn = ({ call }: ReportJob, { id }: CrmRecord): CrmRecord => ({ type: CALLS, id: ownId(call.callId, id) });

/**
 * @param place where the call stands, which may be the contact that the record has become
 * @returns the call's id, which is the same however often it is made
 */
export async function putCall(
  crm: CrmHttp,
  job: ReportJob,
  place: CrmRecord,
  settings: CallSettings,
): Promise<Written> {
  const call = callOn(job, recordOf(job));
  await putRecord(crm, call, {
    ...callAttributes(job, settings),
    direction: job.call.direction === "inbound" ? "Inbound" : "Outbound",
    parent_type: place.type,
    parent_id: place.id,
  });
  return { activityId: call.id };
}

export async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: CallSettings): Promise<Written> {
  await updateRecord(crm, { type: CALLS, id }, callAttributes(job, settings));
  return { activityId: id };
}

/** More calls of a person are on no record. */
const MOST_CALLS = 50;

/** One that was made when the person had another record, which was merged into this one: its id follows from that. */
export async function findCall(crm: CrmHttp, { call }: ReportJob, place: CrmRecord): Promise<string | undefined> {
  const { type, id } = checked(place);
  const filters = {
    "filter[parent_type][eq]": type,
    "filter[parent_id][eq]": id,
    "filter[description][like]": `${callMarker(call)}%`,
  };
  const { rows } = await listRecords(crm, CALLS, ["description"], filters, { size: MOST_CALLS, number: 1 });
  return traceOf(call, rows, (row) => textOf(row, "description"))?.id;
}

function callAttributes(job: ReportJob, settings: CallSettings): Attributes {
  const { call, lead } = job;
  const minutes = minutesOf(call.seconds);
  const status = statusOf(call, settings);
  const owner = job.ownerId ?? settings.ownerId;
  return {
    name: plain(titleOf(call)),
    ...(status && { status }),
    // One that never started stands where its lead came in. Its end follows from the length.
    date_start: momentOf(call.startedAt ?? lead.receivedAt),
    duration_hours: Math.floor(minutes / 60),
    duration_minutes: minutes % 60,
    description: plain(textNote(job, MOST_TEXT, { standsAlone: true })),
    ...(owner && { assigned_user_id: owner }),
  };
}

/** The seconds stand in the description. */
const minutesOf = (seconds: number): number => (seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0);

function statusOf(call: CallResult, { callStatuses }: CallSettings): string | null | undefined {
  if (!call.final) return "Planned";
  const ended = endOf(call);
  return ended ? callStatuses[ended] : "Not Held";
}

/** Whether the description was cut. */
export const isTooLong = (job: ReportJob): boolean =>
  job.call.transcript !== undefined && describeCall(job, { standsAlone: true }).length > MOST_TEXT;

/**
 * What a description has no room for, as notes on the same record, each with an id of its own: a repeat changes them in
 * place.
 */
export async function putTranscript(crm: CrmHttp, job: ReportJob, place: CrmRecord): Promise<void> {
  const parts = textParts(job.call.transcript ?? "", MOST_TEXT);
  for (const [index, text] of parts.entries()) {
    const note = { type: NOTES, id: ownId("transcript", callOn(job, recordOf(job)).id, String(index)) };
    await putRecord(crm, note, {
      name: `${callMarker(job.call)} - transcript, part ${index + 1} of ${parts.length}`,
      description: plain(text),
      parent_type: place.type,
      parent_id: place.id,
    });
  }
}
