import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { type Call, type Held, type Person, users } from "./held.ts";
import type { Value } from "./shapes.ts";

/** What is held, as Follow Up Boss answers it and as people see it. */

export function shownPerson(person: Person, withCustom: boolean) {
  const { kind: _, custom, emails, phones, ...shown } = person;
  return {
    ...shown,
    name: nameOf(person),
    emails: inList(emails),
    phones: inList(phones),
    ...(withCustom && custom),
  };
}

const inList = (values: readonly Value[]) =>
  values.map(({ value, type = "home" }, index) => ({ value, type, status: "Not Validated", isPrimary: index ? 0 : 1 }));

const nameOf = ({ firstName, lastName }: Person): string => [firstName, lastName].filter(Boolean).join(" ");

export const shownCall = ({ id, created, values }: Call) => ({ id, created, userId: users[0].id, ...values });

export const toRecords = ({ all }: Held): CrmRecord[] => all("person").map((person) => toRecord(person, all("call")));

const toRecord = (person: Person, calls: readonly Call[]): CrmRecord => ({
  id: String(person.id),
  name: nameOf(person),
  phone: person.phones[0]?.value ?? "",
  email: person.emails[0]?.value ?? "",
  summary: [person.stage, ...person.tags].join(", "),
  calls: calls.filter(({ values }) => values.personId === person.id).map(toCall),
});

/** Follow Up Boss's words for how a call ended, where they say as much as Callingly's. */
const results: Readonly<Record<string, string>> = { "Left Message": "voicemail", "No Answer": "missed", Busy: "busy" };

const toCall = ({ id, created, values }: Call): CrmCall => ({
  id: String(id),
  callId: /^Callingly call (\w+)/.exec(values.note ?? "")?.[1] ?? "",
  outcome: values.outcome ?? "",
  result: results[values.outcome ?? ""],
  seconds: values.duration ?? 0,
  startedAt: created,
  recordingUrl: values.recordingUrl,
  transcript: /\nTranscript:\n([\s\S]*)$/.exec(values.note ?? "")?.[1],
  kept: values,
});
