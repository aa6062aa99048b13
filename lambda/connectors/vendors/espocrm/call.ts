import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { callMarker, titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { API } from "./access.ts";
import { inName } from "./people.ts";
import type { PresentRecord } from "./present-record.ts";
import { findRows, pathOf, rowIn, textOf } from "./rows.ts";

/**
 * A call is a record of its own, whose parent the lead or contact is.
 * https://github.com/espocrm/espocrm/blob/master/application/Espo/Modules/Crm/Resources/metadata/entityDefs/Call.json
 */

export interface CallSettings {
  readonly ownerId: string;
  readonly callStatuses: ByOutcome & { readonly busy: string | null };
  readonly recordingField?: string | undefined;
}

const CALL = "Call";

/** More than anybody says in a call, and far below what the column holds. */
const MOST_TEXT = 200_000;
const MOST_LINE = 255;

export async function createCall(
  crm: CrmHttp,
  job: ReportJob,
  place: PresentRecord,
  settings: CallSettings,
): Promise<Written> {
  const fields = { ...callFields(job, settings), ...parties(place) };
  const { body } = await crm.request("POST", `${API}/${CALL}`, jsonContent(fields));
  return { activityId: rowIn(body).id };
}

/** Where it hangs stays: a person may have moved it. */
export async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: CallSettings): Promise<Written> {
  await crm.request("PUT", pathOf(CALL, id), jsonContent(callFields(job, settings)));
  return { activityId: id };
}

/** EspoCRM shows at once what was written. */
export async function findCall(crm: CrmHttp, { call }: ReportJob, record: CrmRecord): Promise<string | undefined> {
  const rows = await findRows(crm, CALL, {
    where: [
      { type: "equals", attribute: "parentType", value: record.type },
      { type: "equals", attribute: "parentId", value: record.id },
      { type: "startsWith", attribute: "description", value: callMarker(call) },
    ],
    select: ["id", "description"],
    maxSize: 20,
  });
  return traceOf(call, rows, (row) => textOf(row, "description"))?.id;
}

function callFields(job: ReportJob, settings: CallSettings): Record<string, string> {
  const { call, lead } = job;
  // A call that never started stands where its lead came in.
  const start = new Date(call.startedAt ?? lead.receivedAt);
  const end = new Date(start.getTime() + Math.max(0, Math.round(call.seconds)) * 1_000);
  const { recordingField } = settings;
  return {
    name: inName(titleOf(call), MOST_LINE),
    status: statusOf(call, settings),
    direction: call.direction === "inbound" ? "Inbound" : "Outbound",
    dateStart: momentOf(start),
    dateEnd: momentOf(end),
    description: textNote(job, MOST_TEXT),
    // A call has to be somebody's, and an API user is nobody: its calls are not filled in.
    assignedUserId: job.ownerId ?? settings.ownerId,
    ...(recordingField !== undefined && call.recordingUrl && { [recordingField]: call.recordingUrl }),
  };
}

/** It is over, or of what goes on it is known that it goes on: `Planned` would be a call that is yet to be made. */
function statusOf(call: ReportJob["call"], { callStatuses }: CallSettings): string {
  const end = endOf(call);
  const wasMade = call.remark === undefined && call.unrung !== true;
  return (end && callStatuses[end]) ?? (wasMade ? "Held" : "Not Held");
}

/** In UTC: https://docs.espocrm.com/development/api/#datetime */
export const momentOf = (time: Date): string => time.toISOString().slice(0, 19).replace("T", " ");

/** Among the parties, a call stands in the history of each. Of a lead that was converted that is the contact as well. */
function parties({ record, row }: PresentRecord): Record<string, string | string[]> {
  const contactId = record.type === "Lead" ? textOf(row, "createdContactId") : record.id;
  return {
    parentType: record.type,
    parentId: record.id,
    ...(record.type === "Lead" && { leadsIds: [record.id] }),
    ...(contactId !== undefined && { contactsIds: [contactId] }),
  };
}
