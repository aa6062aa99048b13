import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { resultOf } from "../../kit/told-note.ts";
import type { Row } from "./filter.ts";

/** What people see of leads, contacts, phone calls and notes. */

const REASONS: Readonly<Record<string, string>> = {
  "1": "New",
  "2": "Contacted",
  "3": "Qualified",
  "4": "Lost",
  "5": "Cannot Contact",
  "6": "No Longer Interested",
  "7": "Canceled",
};

/** Those that are there: one that was merged is another by now. */
export const toRecords = (people: readonly Row[], calls: readonly Row[], notes: readonly Row[]): CrmRecord[] =>
  people
    .filter(({ merged }) => merged !== true)
    .map((row) => {
      const id = String(row.leadid ?? row.contactid);
      return {
        id,
        name: String(row.fullname ?? ""),
        phone: String(row.telephone1 ?? row.mobilephone ?? ""),
        email: String(row.emailaddress1 ?? ""),
        summary: row.leadid === undefined ? "" : (REASONS[String(row.statuscode)] ?? ""),
        calls: calls
          .filter(({ _regardingobjectid_value }) => _regardingobjectid_value === id)
          .map((call) =>
            toCall(
              call,
              notes.filter(({ _objectid_value }) => _objectid_value === id),
            ),
          ),
      };
    });

function toCall(call: Row, notes: readonly Row[]): CrmCall {
  const description = String(call.description ?? "");
  const title = String(call.subject ?? "").replace(/^Callingly call - /, "");
  const [, ended = title] = /^Callingly call \w+ - (.+?)(?: - |$)/m.exec(description) ?? [];
  const callId = /^Callingly call (\w+)/.exec(description)?.[1] ?? "";
  const long = notes
    .map(({ notetext }) => String(notetext ?? ""))
    .find((text) => text.startsWith(`Callingly call ${callId} `));
  return {
    id: String(call.activityid),
    callId,
    outcome: title,
    result: resultOf[ended],
    seconds: (Date.parse(String(call.actualend)) - Date.parse(String(call.actualstart))) / 1_000,
    startedAt: String(call.actualstart ?? ""),
    recordingUrl: /^Recording: (\S+)$/m.exec(description)?.[1],
    transcript: /\n\nTranscript:\n(.*)$/s.exec(long ?? description)?.[1],
    kept: call,
  };
}
