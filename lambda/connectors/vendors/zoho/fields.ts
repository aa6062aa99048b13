import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { readFields, textAt } from "../../../lead/reader/fields.ts";

/** The person of a lead or contact, by Zoho's own names. */

export type Module = "Leads" | "Contacts";

const COMPANY = { Leads: "Company", Contacts: "Account_Name" } as const satisfies Record<Module, string>;

const PLACE = {
  Leads: ["Zip_Code", "State", "Country"],
  Contacts: ["Mailing_Zip", "Mailing_State", "Mailing_Country"],
} as const satisfies Record<Module, readonly string[]>;

/** What is needed of a record that is fetched. */
export const personFields = (module: Module): string[] => [
  "First_Name",
  "Last_Name",
  "Phone",
  "Mobile",
  "Email",
  COMPANY[module],
  ...PLACE[module],
];

/**
 * Fields in which this account keeps that somebody wants no call, by their API names, or by a workflow's own: Zoho has none
 * for it. Each that is neither empty nor a no holds the lead.
 */
export const DoNotCallSetting = z._default(z.array(z.string().check(z.minLength(1))), []);

export function readPerson(row: Record<string, unknown>, module: Module, doNotCall: readonly string[]): LeadDraft {
  const kept = Object.entries(row).filter(([name]) => name !== "id" && name !== "Created_By" && !name.startsWith("$"));
  const company = module === "Contacts" ? "Account_Name.name" : COMPANY[module];
  const draft = readFields(Object.fromEntries(kept), {
    firstName: "First_Name",
    lastName: "Last_Name",
    phone: textAt(row, "Phone") === undefined ? "Mobile" : "Phone",
    email: "Email",
    company,
  });
  return refusesCalls(row, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

/** In doubt it is a refusal: the operator has named the field for one. */
export const refusesCalls = (fields: Record<string, unknown>, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    return !isEmpty && !/^(?:|false|no|0|-none-)$/i.test(String(value).trim());
  });
