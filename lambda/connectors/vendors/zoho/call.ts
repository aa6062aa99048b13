import type { CallResult } from "../../../lead/call/call.ts";
import type { CrmRecord } from "../../../lead/lead.ts";
import { cutText } from "../../../runtime/text.ts";
import type { ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { titleOf } from "../../kit/out/describe-call.ts";
import { textNote } from "../../kit/out/note.ts";
import { CONTACTS, checked, momentOf } from "./api.ts";

/** A call as a record of the module Calls. https://help.zoho.com/portal/en/community/topic/kaizen-38-calls-api */

export const CALLS = "Calls";

export interface CallSettings {
  readonly ownerId?: string | undefined;
  readonly callResults: ByOutcome & { readonly busy: string | null };
}

/** Characters that Zoho takes: a large text, a line of text, an address. */
export const MOST_TEXT = 32_000;
const MOST_LINE = 255;
const MOST_ADDRESS = 450;

/** Zoho wants a time for every call: one that never started stands where its lead came in. */
export const timeOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

/** What may change while the call is told. Zoho refuses a change of kind, owner and start: those are said once. */
export function changingFields(job: ReportJob, { callResults }: CallSettings) {
  const { call } = job;
  const ended = endOf(call);
  const result = call.tag ?? (ended && callResults[ended]);
  return {
    Subject: titleOf(call),
    ...(kindOf(call) !== "Missed" && { Call_Duration: durationOf(call.seconds) }),
    ...(result && { Call_Result: cutText(result, MOST_LINE) }),
    Description: textNote(job, MOST_TEXT),
    ...(call.recordingUrl && call.recordingUrl.length <= MOST_ADDRESS && { Voice_Recording__s: call.recordingUrl }),
  };
}

/** @param record where the call stands from now on */
export function newCall(job: ReportJob, record: CrmRecord, settings: CallSettings) {
  const kind = kindOf(job.call);
  const owner = job.ownerId ?? settings.ownerId;
  return {
    ...changingFields(job, settings),
    Call_Type: kind,
    Call_Start_Time: momentOf(timeOf(job)),
    ...(kind === "Outbound" && { Outgoing_Call_Status: wasMade(job.call) ? "Completed" : "Cancelled" }),
    ...(owner && { Owner: { id: owner } }),
    ...on(record),
  };
}

/** A contact is who was called; anything else, a lead as well, is what the call is about. */
const on = (record: CrmRecord) => {
  const { type, id } = checked(record);
  return type === CONTACTS ? { Who_Id: { id } } : { What_Id: { id }, $se_module: type };
};

const kindOf = ({ direction, outcome, seconds }: CallResult): "Inbound" | "Outbound" | "Missed" => {
  if (direction !== "inbound") return "Outbound";
  return outcome === "missed" && seconds === 0 ? "Missed" : "Inbound";
};

const wasMade = ({ unrung, remark }: CallResult): boolean => unrung !== true && remark === undefined;

/** Seconds as `mm:ss`, also past the hour. */
function durationOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (count: number) => String(count).padStart(2, "0");
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
