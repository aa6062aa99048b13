import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { listed, masked } from "./answers.ts";
import type { Contact, Held } from "./held.ts";
import { CreateContactSchema, conditionsIn, contactMask, WriteContactSchema } from "./shapes.ts";
import { shownContact } from "./shown.ts";

/** Contacts, of version 2. */

export function listContacts({ all }: Held, query: URLSearchParams): Outgoing {
  const { ids, email, phone_number, phone_fields = "" } = conditionsIn("contacts", query.get("filter"));
  const fields = phone_fields.split(",");
  const found = all("contact").filter(
    ({ id, values: { email_addresses = [], phone_numbers = [] } }) =>
      (ids === undefined || ids.split(",").includes(id)) &&
      (email === undefined || email_addresses.some((each) => each.email.toLowerCase() === email.toLowerCase())) &&
      (phone_number === undefined ||
        phone_numbers.some(({ field, number }) => fields.includes(field) && number === phone_number)),
  );
  return listed(
    "contacts",
    query,
    found.map((contact) => shownContact(contact, query)),
  );
}

export const createContact = ({ add }: Held, query: URLSearchParams, body: unknown): Outgoing =>
  json(201, shownContact(add(CreateContactSchema.parse(body)), query));

export function updateContact({ put }: Held, contact: Contact, query: URLSearchParams, body: unknown): Outgoing {
  const changes = masked(WriteContactSchema.parse(body), query, contactMask);
  return json(200, shownContact(put({ ...contact, values: { ...contact.values, ...changes } }), query));
}
