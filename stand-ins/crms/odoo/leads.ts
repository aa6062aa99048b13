import type { CrmPerson } from "../../kit/crm.ts";
import { parsePhone } from "../../kit/phones.ts";
import type { OdooRecord, Values } from "./database.ts";

/** Leads as Odoo keeps and shows them. */

export const NEW_LEAD: Values = { stage_id: [1, "New"], tag_ids: [], active: true, type: "lead" };

/** As a person enters one. */
export function enteredLead({ firstName = "", lastName = "", email = "", phone = "" }: CrmPerson): Values {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  const person = { contact_name: name || false, email_from: email || false, phone: phone || false };
  return { ...NEW_LEAD, name: name || "Lead", create_uid: [8, "Ada Fields"], ...person };
}

export const shown = ({ model, id, values }: OdooRecord): Values => ({
  ...values,
  id,
  ...(model === "crm.lead" && computedOf(values)),
});

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What Odoo makes of a lead's own fields. */
const computedOf = (values: Values): Values => ({
  email_normalized: text(values.email_from).trim().toLowerCase() || false,
  phone_sanitized: parsePhone(text(values.phone), "US") ?? false,
  phone_sanitized_blacklisted: false,
});
