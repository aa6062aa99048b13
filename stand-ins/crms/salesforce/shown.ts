import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { resultOf } from "../../kit/told-note.ts";
import type { Row } from "./soql.ts";

/** What people see of leads, contacts and tasks. */

/** A call that is only planned has nothing written on it. */
const isCallMade = ({ IsDeleted, Description }: Row): boolean => IsDeleted !== true && Boolean(Description);

/** Those that are there: one that was converted or merged is another by now. */
export const toRecords = (people: readonly Row[], tasks: readonly Row[]): CrmRecord[] =>
  people
    .filter(({ IsDeleted, IsConverted }) => IsDeleted !== true && IsConverted !== true)
    .map(({ Id, Name, Phone, MobilePhone, Email, Status }) => ({
      id: String(Id),
      name: String(Name ?? ""),
      phone: String(Phone ?? MobilePhone ?? ""),
      email: String(Email ?? ""),
      summary: String(Status ?? ""),
      calls: tasks.filter((task) => task.WhoId === Id && isCallMade(task)).map(toCall),
    }));

function toCall({ Id, ...task }: Row): CrmCall {
  const { Description, CallDisposition, CallDurationInSeconds, Subject, ActivityDate } = task;
  const note = String(Description ?? "");
  const disposition = String(CallDisposition ?? "");
  return {
    id: String(Id),
    callId: /^Callingly call (\w+)/.exec(note)?.[1] ?? "",
    outcome: disposition || String(Subject ?? ""),
    result: resultOf[disposition],
    seconds: Number(CallDurationInSeconds ?? 0),
    startedAt: String(ActivityDate ?? ""),
    recordingUrl: /^Recording: (\S+)$/m.exec(note)?.[1],
    transcript: /\n\nTranscript:\n(.*)$/s.exec(note)?.[1],
    kept: task,
  };
}
