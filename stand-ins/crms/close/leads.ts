import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { parsePhone } from "../../kit/phones.ts";
import { invalid, notFound } from "./answers.ts";
import { type Held, type Lead, statuses, statusOf } from "./held.ts";
import { CreateLeadSchema, UpdateLeadSchema } from "./shapes.ts";
import { shownLead } from "./shown.ts";

/** Leads with their contacts: https://developer.close.com/api/resources/leads */

export function createLead(held: Held, body: unknown): Outgoing {
  const { fields, custom } = CreateLeadSchema.parse(body);
  const { name = "", contacts = [], status, status_id } = fields;
  if (contacts.some(({ phones = [] }) => !phones.every(({ phone }) => isPhone(phone)))) {
    return invalid({ contacts: { phones: "Invalid phone number." } });
  }
  const found = statusOf(status, status_id) ?? statuses[0];
  const lead: Lead = held.put({ kind: "lead", id: held.newId("lead"), name, status_id: found.id, custom });
  for (const contact of contacts) held.addContact(lead.id, contact);
  return json(200, shownLead(lead, held));
}

const isPhone = (phone: string | null): phone is string => phone !== null && parsePhone(phone, "US") !== undefined;

export function updateLead(held: Held, id: string, body: unknown): Outgoing {
  const lead = held.find("lead", id);
  if (!lead) return notFound;
  const { fields, custom } = UpdateLeadSchema.parse(body);
  const { name = lead.name, status, status_id } = fields;
  const named = statusOf(status, status_id);
  if (!named && (status ?? status_id) !== undefined) return invalid({ status_id: "Object does not exist." });
  const changed = { ...lead, name, status_id: named?.id ?? lead.status_id, custom: { ...lead.custom, ...custom } };
  return json(200, shownLead(held.put(changed), held));
}
