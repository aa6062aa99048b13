import type { CrmRecord } from "../../../lead/lead.ts";
import { cutText } from "../../../runtime/text.ts";
import { type CrmHttp, ExistsError, type ReportJob, type Written } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { describeCall, titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { isRefusedChange } from "./meaning.ts";
import { isGuid, noteId, phoneCallId } from "./own-ids.ts";
import { API, changeRow, findRows, makeRow, readRow, rowAt, tableOf, textOf } from "./rows.ts";

/**
 * A call is an activity of the kind phone call.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/phonecall
 */

export interface PhoneCallSettings {
  readonly ownerId?: string | undefined;
}

export async function createPhoneCall(crm: CrmHttp, job: ReportJob, settings: PhoneCallSettings): Promise<Written> {
  const record = recordOf(job);
  const id = phoneCallId(job.call.callId, record.id);
  try {
    await makeRow(crm, "phonecalls", id, { ...callFields(job), ...placeFields(job, record, settings) });
  } catch (error) {
    // A write whose answer was lost has made it.
    if (!(error instanceof ExistsError)) throw error;
    return updatePhoneCall(crm, job, id);
  }
  return { activityId: id };
}

/**
 * Organisations differ in whether a phone call can be changed once it is completed: where it is refused, it is opened,
 * changed, and completed again by {@link completePhoneCall}.
 */
export async function updatePhoneCall(crm: CrmHttp, job: ReportJob, id: string): Promise<Written> {
  const fields = callFields(job);
  try {
    await changeRow(crm, "phonecalls", id, fields);
  } catch (error) {
    if (!isRefusedChange(error) || (await stateOf(crm, id)) === OPEN.statecode) throw error;
    await changeRow(crm, "phonecalls", id, OPEN);
    await changeRow(crm, "phonecalls", id, fields);
  }
  return { activityId: id };
}

const OPEN = { statecode: 0, statuscode: 1 };
const COMPLETED = 1;

/** Newest first. */
const LOOKED_THROUGH = "100";

/** One that was made when the person had another record, which was merged into this one: its id follows from that. */
export async function findPhoneCall(crm: CrmHttp, job: ReportJob): Promise<string | undefined> {
  const { id } = recordOf(job);
  if (!isGuid(id)) return undefined;
  const rows = await findRows(crm, "phonecalls", {
    $select: "activityid,description",
    $filter: `_regardingobjectid_value eq ${id}`,
    $orderby: "createdon desc",
    $top: LOOKED_THROUGH,
  });
  const found = traceOf(job.call, rows, (row) => textOf(row, "description"));
  return found && textOf(found, "activityid");
}

/** The record was merged into another, which is to show the call. */
export const movePhoneCall = (crm: CrmHttp, id: string, record: CrmRecord) =>
  changeRow(crm, "phonecalls", id, regarding(record));

/** By a request of its own: whom Dynamics does not let own a phone call is no reason for there to be none. */
export async function assignPhoneCall(crm: CrmHttp, job: ReportJob, id: string, settings: PhoneCallSettings) {
  const ownerId = job.ownerId ?? settings.ownerId;
  if (ownerId === undefined) return;
  await changeRow(crm, "phonecalls", id, { "ownerid_phonecall@odata.bind": `/${rowAt("systemusers", ownerId)}` });
}

/** Once nothing of the call itself can change. A repeat that Dataverse refuses has found it done. */
export async function completePhoneCall(crm: CrmHttp, { call }: ReportJob, id: string): Promise<void> {
  if (!call.final) return;
  try {
    // Received, or made.
    await changeRow(crm, "phonecalls", id, { statecode: COMPLETED, statuscode: isInbound(call) ? 4 : 2 });
  } catch (error) {
    if (!isRefusedChange(error) || (await stateOf(crm, id)) !== COMPLETED) throw error;
  }
}

const stateOf = async (crm: CrmHttp, id: string): Promise<unknown> =>
  (await readRow(crm, "phonecalls", id, ["statecode"])).statecode;

/** Characters of `description`. */
const MAX_DESCRIPTION = 2_000;
/** Characters of a note: https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/annotation */
const MAX_NOTE = 100_000;

/** A note on the record has in full what a phone call is too short for, such as a transcript. */
export async function writeLongNote(
  crm: CrmHttp,
  job: ReportJob,
  record: CrmRecord,
  activityId: string,
): Promise<void> {
  if (isShort(job)) return;
  const note = {
    subject: subjectOf(job),
    notetext: textNote(job, MAX_NOTE),
    [`objectid_${typeOf(record)}@odata.bind`]: bound(record),
  };
  await crm.request("PATCH", `${API}/${rowAt("annotations", noteId(activityId))}`, jsonContent(note));
}

const isShort = (job: ReportJob): boolean => describeCall(job).length <= MAX_DESCRIPTION;

const withoutTranscript = ({ call: { transcript: _, ...call }, lead }: ReportJob) => ({ call, lead });

const subjectOf = ({ call }: ReportJob): string => cutText(titleOf(call), 200);

const isInbound = ({ direction }: ReportJob["call"]): boolean => direction === "inbound";

const typeOf = ({ type }: CrmRecord): "lead" | "contact" => (type === "contact" ? "contact" : "lead");

const bound = (record: CrmRecord): string => `/${rowAt(tableOf(record), record.id)}`;

const recordOf = ({ record }: ReportJob): CrmRecord => record ?? { type: "lead", id: "" };

/** What a change may change as well. */
function callFields(job: ReportJob): Record<string, string | number | boolean> {
  const { call, lead } = job;
  const seconds = Math.max(0, call.seconds);
  // A call that never started stands where its lead came in.
  const start = new Date(call.startedAt ?? lead.receivedAt);
  const phone = call.phone ?? lead.person.phone;
  return {
    subject: subjectOf(job),
    description: textNote(isShort(job) ? job : withoutTranscript(job), MAX_DESCRIPTION),
    directioncode: !isInbound(call),
    ...(phone && { phonenumber: cutText(phone, 200) }),
    actualstart: inSeconds(start),
    actualend: inSeconds(new Date(start.getTime() + seconds * 1_000)),
    actualdurationminutes: Math.round(seconds / 60),
    ...(call.outcome === "voicemail" && { leftvoicemail: true }),
  };
}

const inSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, "Z");

const regarding = (record: CrmRecord) => ({
  [`regardingobjectid_${typeOf(record)}_phonecall@odata.bind`]: bound(record),
});

const FROM = 1;
const TO = 2;

/** Whose call it is, which stays: the parties are rows of their own, which only a new phone call can bring along. */
function placeFields(job: ReportJob, record: CrmRecord, settings: PhoneCallSettings): Record<string, unknown> {
  const type = typeOf(record);
  const ownerId = job.ownerId ?? settings.ownerId;
  const [ours, theirs] = isInbound(job.call) ? [TO, FROM] : [FROM, TO];
  return {
    ...regarding(record),
    phonecall_activity_parties: [
      ...(ownerId
        ? [{ "partyid_systemuser@odata.bind": `/${rowAt("systemusers", ownerId)}`, participationtypemask: ours }]
        : []),
      { [`partyid_${type}@odata.bind`]: bound(record), participationtypemask: theirs },
    ],
  };
}
