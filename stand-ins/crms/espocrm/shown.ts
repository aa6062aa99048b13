import * as z from "zod";
import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { resultOf } from "../../kit/told-note.ts";
import { type EspoRecord, type Held, users, type Values } from "./held.ts";
import type { Entity } from "./shapes.ts";

/** What is held, as EspoCRM answers it and as people see it. */

export const isPerson = (entity: Entity): boolean => entity === "Lead" || entity === "Contact";

/** As a record is read by itself. */
export function shown({ entity, id, values, createdAt }: EspoRecord): Values & { readonly id: string } {
  const { phoneNumber, emailAddress } = values;
  return {
    id,
    ...(isPerson(entity) && {
      name: nameOf(values),
      phoneNumberData: phoneNumber
        ? [{ phoneNumber, primary: true, type: "Mobile", optOut: false, invalid: false }]
        : [],
      emailAddressData: emailAddress ? [{ emailAddress, primary: true, optOut: false, invalid: false }] : [],
    }),
    deleted: false,
    ...values,
    createdAt,
    createdById: users[0].id,
  };
}

const nameOf = ({ firstName, lastName }: Values): string => [firstName, lastName].filter(Boolean).join(" ");

const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const toRecords = ({ all }: Held): CrmRecord[] =>
  [...all("Lead"), ...all("Contact")].map((record) => toRecord(record, all("Call")));

const toRecord = ({ id, values }: EspoRecord, calls: readonly EspoRecord[]): CrmRecord => ({
  id,
  name: nameOf(values),
  phone: text(values.phoneNumber),
  email: text(values.emailAddress),
  summary: text(values.status),
  calls: calls.filter((call) => call.values.parentId === id).map(toCall),
});

const CallSchema = z.object({
  name: z.string(),
  status: z.string(),
  dateStart: z.string(),
  dateEnd: z.string(),
  description: z.string(),
});

function toCall({ id, values }: EspoRecord): CrmCall {
  const { name, status, dateStart, dateEnd, description } = CallSchema.parse(values);
  const [marker = "", word = ""] = (description.split("\n", 1)[0] ?? "").split(" - ");
  const recordingUrl = /^Recording: (\S+)$/m.exec(description)?.[1];
  const transcript = /\nTranscript:\n(.*)$/s.exec(description)?.[1];
  const at = (time: string): number => Date.parse(`${time.replace(" ", "T")}Z`);
  return {
    id,
    callId: /^Callingly call (\w+)$/.exec(marker)?.[1] ?? "",
    outcome: `${status}: ${name.replace(/^Callingly call - /, "")}`,
    result: resultOf[word],
    seconds: (at(dateEnd) - at(dateStart)) / 1000,
    startedAt: new Date(at(dateStart)).toISOString(),
    ...(recordingUrl && { recordingUrl }),
    ...(transcript && { transcript }),
    kept: values,
  };
}
