import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, readFields, textAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { isRefusal } from "../../kit/in/refused-calls.ts";
import { CONTACT, LEAD } from "./rpc.ts";

/** The person of a record, by the names of Odoo's fields. */

export type Values = Readonly<Record<string, unknown>>;

/** On Odoo's list of numbers that want no messages: the phone of a lead. */
const BLACKLISTED = "phone_sanitized_blacklisted";

export const personSettings = {
  /** The models whose records are leads, by their technical names. */
  models: z._default(z.array(z.string().check(z.minLength(1))), [LEAD, CONTACT]),
  /** Fields that say that somebody wants no call: each that is neither empty nor false holds the lead. */
  doNotCall: z._default(z.array(z.string().check(z.minLength(1))), [BLACKLISTED]),
};

export interface PersonSettings {
  readonly models: readonly string[];
  readonly doNotCall: readonly string[];
}

/** https://github.com/odoo/odoo/blob/19.0/addons/crm/models/crm_lead.py and odoo/addons/base/models/res_partner.py */
const PLACES: Readonly<Record<string, Mapping>> = {
  [LEAD]: { fullName: "contact_name", phone: "phone", email: "email_from", company: "partner_name" },
  [CONTACT]: { fullName: "name", phone: "phone", email: "email", company: "company_name" },
};

/** What else these have: the title, and what makes them nobody's lead. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  [LEAD]: ["name", "active"],
  [CONTACT]: ["is_company", "active"],
};

/** What is asked of a record that is fetched: fields that its model has in every Odoo 19 with a CRM. */
export function personFields(model: string, { doNotCall }: PersonSettings): string[] {
  const places = Object.values(PLACES[model] ?? {}).filter((name) => name !== undefined);
  const refusals = doNotCall.filter((name) => model === LEAD || name !== BLACKLISTED);
  return [...places, ...(OWN[model] ?? []), "create_uid", ...refusals];
}

/** Odoo says `false` for what is empty. */
const isGiven = (value: unknown): boolean => value !== false && value !== null;

export function readPerson(
  model: string,
  values: Values,
  { doNotCall }: PersonSettings,
  mapping: Mapping,
  country: Country | undefined,
): LeadDraft {
  const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => name !== "id" && isGiven(value)));
  // Until Odoo 18 a mobile had a field of its own.
  const places = { ...PLACES[model], ...(textAt(given, "phone") === undefined && { phone: "mobile" }) };
  const draft = readFields(given, { ...(PLACES[model] && places), ...mapping }, { country });
  return refusesCalls(values, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

const refusesCalls = (values: Values, doNotCall: readonly string[]): boolean =>
  doNotCall.some((name) => Object.hasOwn(values, name) && isRefusal(values[name]));

/** Why a record is nobody's lead, whatever the settings say; undefined where it may be one. */
export function noLead(model: string, values: Values): string | undefined {
  if (values.active === false) return "the record is archived: it was lost, or put aside";
  if (values.won_status === "won" || values.won_status === "lost") return "the lead is won or lost already";
  if (model === CONTACT && values.is_company === true) return "the contact is a company";
  return undefined;
}
