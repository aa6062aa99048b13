import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { callInNote, resultOf } from "../../kit/told-note.ts";
import { fieldsOf } from "./fields.ts";
import type { Held, SuiteRecord } from "./held.ts";

/** What is held, as SuiteCRM answers it and as people see it. */

export function shown({ module, id, values }: SuiteRecord, fields: readonly string[] = [...fieldsOf(module)]) {
  const attributes = Object.fromEntries(fields.map((name) => [name, values[name] ?? ""]));
  return { type: module.replace(/s$/, ""), id, attributes, relationships: {} };
}

const asShown = (text = ""): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");

export const toRecords = ({ all }: Held): CrmRecord[] =>
  [...all("Leads"), ...all("Contacts")].map((person) => toRecord(person, all("Calls"), all("Notes")));

function toRecord(
  { id, values }: SuiteRecord,
  calls: readonly SuiteRecord[],
  notes: readonly SuiteRecord[],
): CrmRecord {
  const phones = [values.phone_mobile, values.phone_work, values.phone_home, values.phone_other];
  const isOn = (record: SuiteRecord) => record.values.parent_id === id;
  return {
    id,
    name: [values.first_name, values.last_name].filter(Boolean).join(" "),
    phone: phones.find(Boolean) ?? "",
    email: values.email1 ?? "",
    summary: values.status ?? "",
    calls: calls.filter(isOn).flatMap((call) => toCalls(call, notes.filter(isOn))),
  };
}

/** What the call itself does not say stands in its description. */
function toCalls({ id, values }: SuiteRecord, notes: readonly SuiteRecord[]): readonly CrmCall[] {
  const description = asShown(values.description);
  const at = `${values.date_start?.replace(" ", "T")}Z`;
  const call = callInNote(description, { id, at, kept: { ...values, description } });
  if (!call) return [];
  const further = notes
    .filter((note) => note.values.name?.startsWith(`Callingly call ${call.callId} - transcript`))
    .map((note) => asShown(note.values.description))
    .join("");
  const outcome = asShown(values.name).replace(/^Callingly call - /, "");
  const transcript = further || call.transcript;
  return [{ ...call, outcome, result: resultOf[call.outcome], startedAt: at, transcript }];
}
