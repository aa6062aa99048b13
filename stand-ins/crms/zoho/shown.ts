import type { CrmRecord } from "../../kit/crm.ts";
import { resultOf } from "../../kit/told-note.ts";
import { CallSchema, NoteSchema } from "./fields.ts";
import { isOn, type ZohoRecord } from "./held.ts";

/** How records are shown to people. */

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function toRecords(
  people: readonly ZohoRecord[],
  calls: readonly ZohoRecord[],
  notes: readonly ZohoRecord[],
): CrmRecord[] {
  return people.map(({ id, values }) => ({
    id,
    name: [values.First_Name, values.Last_Name].filter(Boolean).join(" "),
    phone: text(values.Phone),
    email: text(values.Email),
    summary: text(values.Lead_Status),
    calls: calls.filter((each) => isOn(each, id)).map((each) => toCall(each, notes)),
  }));
}

function toCall({ id, values }: ZohoRecord, notes: readonly ZohoRecord[]): CrmRecord["calls"][number] {
  const {
    Subject = "",
    Call_Duration = "0:00",
    Call_Start_Time = "",
    Voice_Recording__s,
    Description = "",
  } = CallSchema.parse(values);
  const [minutes = 0, seconds = 0] = Call_Duration.split(":").map(Number);
  const [marker = "", word = ""] = (Description.split("\n", 1)[0] ?? "").split(" - ");
  const [, callId = ""] = /^Callingly call (\w+)$/.exec(marker) ?? [];
  const further = notes
    .map((note) => NoteSchema.parse(note.values))
    .filter(({ Note_Title = "" }) => Note_Title.startsWith(`${marker} - transcript`))
    .map(({ Note_Content }) => Note_Content)
    .join("");
  const transcript = further || /\nTranscript:\n(.*)$/s.exec(Description)?.[1];
  return {
    id,
    callId,
    outcome: Subject.replace(/^Callingly call - /, ""),
    result: resultOf[word],
    seconds: minutes * 60 + seconds,
    startedAt: Call_Start_Time,
    recordingUrl: Voice_Recording__s,
    ...(transcript && { transcript }),
    kept: values,
  };
}
