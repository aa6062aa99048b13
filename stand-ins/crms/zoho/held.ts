import { ada } from "../../kit/agents.ts";
import type { Kept } from "../../kit/kept.ts";
import { CallSchema, type Module, NoteSchema } from "./fields.ts";

/** What an account holds: records of all modules. */

export type Values = Readonly<Record<string, unknown>>;

export interface ZohoRecord {
  readonly module: Module;
  readonly id: string;
  readonly values: Values;
  readonly createdAt: string;
  /** The contact that this lead has become; it shows itself no more. */
  readonly contact?: string;
  /** It was merged into another. */
  readonly isDeleted?: true;
}

/** Its users: https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export const users = [
  { id: "5725767000000411001", email: ada.email, full_name: "Ada Fields", status: "active" },
] as const;

export interface Held {
  all(module: Module): ZohoRecord[];
  find(module: string, id: string): ZohoRecord | undefined;
  add(module: Module, values: Values): ZohoRecord;
  /** @returns the record as it is now */
  change(record: ZohoRecord, values: Values): ZohoRecord;
  /** A lead becomes a contact, and its calls are the contact's. */
  convert(lead: ZohoRecord): ZohoRecord;
  /** What the one has is the other's from then on: https://www.zoho.com/crm/developer/docs/api/v8/merge-records.html */
  merge(loserId: string, winnerId: string): void;
}

/** @param kept by id */
export function holding(kept: Kept<ZohoRecord>, now: () => number): Held {
  const all: Held["all"] = (module) =>
    kept.entries().flatMap(([, record]) => (record.module === module && !record.isDeleted ? [record] : []));
  const add: Held["add"] = (module, values) => {
    const id = String(5_725_767_000_001_234_000n + BigInt(kept.entries().length + 1));
    const record = { module, id, values, createdAt: new Date(now()).toISOString() };
    kept.set(id, record);
    return record;
  };
  const change: Held["change"] = (record, values) => {
    const changed = { ...record, values: { ...record.values, ...values } };
    kept.set(record.id, changed);
    return changed;
  };
  const moveCalls = (from: string, place: Values): void => {
    for (const call of all("Calls").filter((each) => isOn(each, from))) {
      const { Who_Id: _, What_Id: __, $se_module: ___, ...others } = call.values;
      kept.set(call.id, { ...call, values: { ...others, ...place } });
    }
  };
  return {
    all,
    add,
    change,
    find(module, id) {
      const record = kept.get(id);
      return record?.module === module && !record.isDeleted ? record : undefined;
    },
    convert(lead) {
      const { Lead_Status: _, Company: __, ...values } = lead.values;
      const contact = add("Contacts", values);
      kept.set(lead.id, { ...lead, contact: contact.id });
      moveCalls(lead.id, { Who_Id: { id: contact.id } });
      return contact;
    },
    merge(loserId, winnerId) {
      const [loser, winner] = [kept.get(loserId), kept.get(winnerId)];
      if (!loser || !winner) return;
      const isContact = winner.module === "Contacts";
      moveCalls(loserId, isContact ? { Who_Id: { id: winnerId } } : { What_Id: { id: winnerId }, $se_module: "Leads" });
      for (const note of all("Notes").filter((each) => parentOf(each) === loserId)) {
        change(note, { Parent_Id: { id: winnerId, module: { api_name: winner.module } } });
      }
      kept.set(loserId, { ...loser, isDeleted: true });
    },
  };
}

/** Whether a call is on this lead or contact. */
export const isOn = ({ values }: ZohoRecord, id: string): boolean => {
  const { Who_Id, What_Id } = CallSchema.parse(values);
  return Who_Id?.id === id || What_Id?.id === id;
};

/** The record that a note is on. */
export const parentOf = ({ values }: ZohoRecord): string => NoteSchema.parse(values).Parent_Id.id;

export const shown = ({ id, values, createdAt, contact }: ZohoRecord): Values => ({
  ...values,
  id,
  Created_Time: createdAt,
  ...(contact !== undefined && { $converted: true, $converted_detail: { contact } }),
});
