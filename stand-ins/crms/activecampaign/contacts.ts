import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { invalid, listed, notFound } from "./answers.ts";
import type { Contact, Held } from "./held.ts";
import { CreateContactSchema, UpdateContactSchema } from "./shapes.ts";
import { nameOf, shownContact } from "./shown.ts";

/** Contacts, whose addresses are one's alone: https://developers.activecampaign.com/reference/contact */

export function createContact(held: Held, body: unknown): Outgoing {
  const { email, allowNullEmail, ...contact } = CreateContactSchema.parse(body).contact;
  if (email === undefined && !(allowNullEmail && contact.phone)) {
    return invalid("Email address is required", "email", "field_missing");
  }
  if (email !== undefined && held.withEmail(email)) return taken;
  return json(201, withFields(held.enter({ ...contact, email })));
}

export function updateContact({ find, put, withEmail }: Held, id: number, body: unknown): Outgoing {
  const contact = find("contact", id);
  if (!contact) return notFound("Subscriber", id);
  const { fieldValues = [], email = contact.email, ...given } = UpdateContactSchema.parse(body).contact;
  const twin = email === "" ? undefined : withEmail(email);
  if (twin && twin.id !== id) return taken;
  const { firstName = contact.firstName, lastName = contact.lastName, phone = contact.phone } = given;
  const others = contact.fieldValues.filter(({ field }) => !fieldValues.some((each) => each.field === field));
  const whole = { ...contact, email, firstName, lastName, phone, fieldValues: [...others, ...fieldValues] };
  return json(200, withFields(put(whole)));
}

export function searchContacts({ all, tagsOf }: Held, query: URLSearchParams): Outgoing {
  const [email, phone, search, ids, tag] = ["email", "phone", "search", "ids", "tagid"].map((name) => query.get(name));
  const found = all("contact").filter(
    (contact) =>
      (!email || contact.email.toLowerCase() === email.toLowerCase()) &&
      (!phone || contact.phone.startsWith(phone)) &&
      (!search || [contact.email, nameOf(contact), contact.phone].some((text) => text.includes(search))) &&
      (!ids || ids.split(",").includes(String(contact.id))) &&
      (!tag || tagsOf(contact.id).some((each) => each.tag === Number(tag))),
  );
  return listed("contacts", query, found.map(shownContact));
}

export function readContact({ find }: Held, id: number): Outgoing {
  const contact = find("contact", id);
  return contact ? json(200, withFields(contact)) : notFound("Subscriber", id);
}

const taken = invalid("Email address already exists in the system", "email", "duplicate");

const withFields = (contact: Contact) => ({
  contact: shownContact(contact),
  fieldValues: contact.fieldValues.map((each) => ({ contact: String(contact.id), ...each })),
});
