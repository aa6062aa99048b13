import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { resultOf } from "../../kit/told-note.ts";

/** What the demo and the tests see of it. */

/** Anything that Pipedrive holds, with its fields by Pipedrive's names. */
export interface Stored extends Readonly<Record<string, unknown>> {
  readonly kind: "persons" | "deals" | "leads" | "activities" | "callLogs" | "notes";
  readonly id: number | string;
  readonly add_time: string;
  readonly update_time: string;
}

/** Persons with their calls, whichever deal or lead of theirs these are on. */
export function toRecords(stored: readonly Stored[]): CrmRecord[] {
  const of = (kind: Stored["kind"]) => stored.filter((one) => one.kind === kind && one.is_deleted !== true);
  const personOf = ({ person_id, deal_id, lead_id }: Stored): unknown =>
    person_id ?? [...of("deals"), ...of("leads")].find(({ id }) => id === deal_id || id === lead_id)?.person_id;
  const notes = of("notes").map(({ content }) => String(content));
  const calls = [
    // One that is only planned has nothing written on it.
    ...of("activities")
      .filter(({ note }) => note !== undefined)
      .map((one) => ({ person: personOf(one), call: activityCall(one) })),
    ...of("callLogs").map((one) => ({ person: personOf(one), call: callLogCall(one, notes) })),
  ];
  return of("persons").map((person) => ({
    id: String(person.id),
    name: String(person.name ?? ""),
    phone: firstOf(person.phones),
    email: firstOf(person.emails),
    summary: labelsOf(person.label_ids),
    calls: calls.flatMap((one) => (one.person === person.id ? [one.call] : [])),
  }));
}

const labelsOf = (ids: unknown): string => ((ids ?? []) as readonly number[]).map((id) => `label ${id}`).join(", ");

const firstOf = (values: unknown): string => (values as readonly { readonly value: string }[])[0]?.value ?? "";

const activityCall = ({ id, kind: _, subject, note, due_date, due_time, ...rest }: Stored): CrmCall => ({
  ...callIn(String(id), String(subject), String(note ?? "")),
  startedAt: `${due_date}T${due_time}:00.000Z`,
  kept: { subject, due_date, due_time, ...rest, note },
});

/** What came later is in a note on the same call. */
function callLogCall({ id, kind: _, ...log }: Stored, notes: readonly string[]): CrmCall {
  const { subject, note, start_time, duration } = log;
  const first = callIn(String(id), String(subject), String(note ?? ""));
  const later = notes.find((text) => idOf(text) === first.callId);
  const { recordingUrl, transcript } = callIn("", "", later ?? String(note ?? ""));
  return {
    ...first,
    ...(recordingUrl !== undefined && { recordingUrl }),
    ...(transcript !== undefined && { transcript }),
    seconds: Number(duration ?? 0),
    startedAt: `${String(start_time).replace(" ", "T")}.000Z`,
    kept: { ...log, note: later ?? note },
  };
}

const idOf = (note: string): string => /^Callingly call (\w+)/.exec(note)?.[1] ?? "";

function callIn(id: string, subject: string, note: string): CrmCall {
  const outcome = /- (.+)$/.exec(subject)?.[1] ?? subject;
  const [, minutes = "0", seconds = "0"] = /- (\d+)m (\d+)s/.exec(note.split("<br>")[0] ?? "") ?? [];
  return {
    id,
    callId: idOf(note),
    outcome,
    result: resultOf[outcome],
    seconds: Number(minutes) * 60 + Number(seconds),
    startedAt: "",
    recordingUrl: /Recording: ([^\s<]+)/.exec(note)?.[1],
    transcript: /Transcript:<br>(.*)$/s.exec(note)?.[1]?.replaceAll("<br>", "\n"),
  };
}
