import type * as z from "zod";
import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { badRequest, notFound, unprocessable } from "./answers.ts";
import type { Contact, Note } from "./held.ts";
import type { Location } from "./location.ts";
import * as requests from "./requests.ts";
import type { Asked, Route } from "./routes.ts";
import { nameOf } from "./shown.ts";

/** Contacts with their tags and notes. */

export function contactRoutes(location: Location): readonly Route[] {
  const { contacts, notes, at } = location;
  const onContact =
    (answer: (contact: Contact, asked: Asked) => Outgoing): Route[1] =>
    (asked) => {
      const [id = ""] = asked.ids;
      const contact = contacts.get(id);
      return contact ? answer(contact, asked) : notFound("Contact", id);
    };
  const onNote = (answer: (note: Note, asked: Asked) => Outgoing): Route[1] =>
    onContact((contact, asked) => {
      const [, id = ""] = asked.ids;
      const note = notes.get(id);
      return note?.contactId === contact.id ? answer(note, asked) : notFound("Note", id);
    });
  return [
    ["GET /contacts/search/duplicate", ({ query }) => findDuplicate(location, query)],
    ["POST /contacts/", ({ value }) => createContact(location, value)],
    ["GET /contacts/*", onContact((contact) => json(200, { contact }))],
    ["PUT /contacts/*", onContact((contact, { value }) => updateContact(location, contact, value))],
    [
      "POST /contacts/*/tags",
      onContact((contact, { value }) => {
        const added = inSmall(requests.Tags.parse(value).tags);
        const tags = [...new Set([...contact.tags, ...added])];
        contacts.put({ ...contact, tags });
        return json(201, { tags });
      }),
    ],
    [
      "GET /contacts/*/notes",
      onContact(({ id }) => {
        const own = notes.all().filter(({ contactId }) => contactId === id);
        return json(200, { notes: own.reverse() });
      }),
    ],
    [
      "POST /contacts/*/notes",
      onContact(({ id }, { value }) => {
        const given = requests.CreateNote.parse(value);
        return json(201, { note: notes.put({ ...given, id: notes.newId(), contactId: id, dateAdded: at() }) });
      }),
    ],
    [
      "PUT /contacts/*/notes/*",
      onNote((note, { value }) => {
        const { body = note.body, ...given } = requests.UpdateNote.parse(value);
        return json(200, { note: notes.put({ ...note, ...given, body }) });
      }),
    ],
  ];
}

export const enterContact = (
  { contacts, at }: Location,
  { tags = [], customFields = [], ...fields }: z.infer<typeof requests.CreateContact>,
): Contact =>
  contacts.put({
    ...fields,
    ...(fields.phone && { phone: asE164(fields.phone) }),
    id: contacts.newId(),
    dateAdded: at(),
    tags: inSmall(tags),
    customFields: filled([], customFields),
  });

function createContact(location: Location, value: unknown): Outgoing {
  const given = requests.CreateContact.parse(value);
  const email = given.email?.toLowerCase();
  const phone = given.phone ? asE164(given.phone) : given.phone;
  // The location allows no duplicates, which is HighLevel's own default.
  for (const [field, twin] of [
    ["email", sharing(location, "email", email)],
    ["phone", sharing(location, "phone", phone)],
  ] as const) {
    if (!twin) continue;
    const meta = { contactId: twin.id, contactName: nameOf(twin), matchingField: field };
    return badRequest("This location does not allow duplicated contacts.", { meta });
  }
  return json(201, { contact: enterContact(location, { ...given, email, phone }) });
}

const sharing = ({ contacts }: Location, field: "email" | "phone", value: string | null | undefined) =>
  value ? contacts.all().find((each) => each[field] === value) : undefined;

function updateContact({ contacts }: Location, contact: Contact, value: unknown): Outgoing {
  const { tags, customFields = [], ...fields } = requests.UpdateContact.parse(value);
  const whole = {
    ...contact,
    ...fields,
    ...(tags && { tags: inSmall(tags) }),
    customFields: filled(contact.customFields, customFields),
  };
  return json(200, { succeded: true, contact: contacts.put(whole) });
}

function findDuplicate(location: Location, query: URLSearchParams): Outgoing {
  const [locationId, number, email] = ["locationId", "number", "email"].map((name) => query.get(name));
  if (!locationId) return unprocessable(["locationId should not be empty"]);
  const contact =
    sharing(location, "email", email?.toLowerCase()) ?? sharing(location, "phone", number && asE164(number));
  return json(200, { contact: contact ?? null });
}

const inSmall = (tags: readonly string[]): string[] => tags.map((tag) => tag.trim().toLowerCase());

/** HighLevel keeps numbers so, whatever was typed; those of the United States may leave their code out. */
function asE164(text: string): string {
  const digits = text.replace(/[^\d]/g, "");
  if (text.trim().startsWith("+")) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : `+${digits}`;
}

function filled(
  present: Contact["customFields"],
  given: NonNullable<z.infer<typeof requests.UpdateContact>["customFields"]>,
): Contact["customFields"] {
  const values = new Map(present.map(({ id, value }) => [id, value]));
  for (const { id, field_value } of given) values.set(id, field_value);
  return [...values].map(([id, value]) => ({ id, value }));
}
