import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { readFields, textAt } from "../../../lead/reader/fields.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";

/** The person of a contact, as HighLevel's API and its events show one. */

/** Of an event, and of HighLevel's own book-keeping. */
const NOT_TOLD = [
  "type",
  "timestamp",
  "webhookId",
  "locationId",
  "id",
  "dateAdded",
  "dateUpdated",
  "firstNameLowerCase",
  "lastNameLowerCase",
  "fullNameLowerCase",
  "emailLowerCase",
  "dnd",
  "dndSettings",
  "inboundDndSettings",
];

export function readContact(contact: Record<string, unknown>): LeadDraft {
  const told = Object.fromEntries(Object.entries(contact).filter(([name]) => !NOT_TOLD.includes(name)));
  const hasParts = textAt(contact, "firstName") !== undefined || textAt(contact, "lastName") !== undefined;
  const { name: _, ...withoutWhole } = told;
  const draft = readFields(hasParts ? withoutWhole : told, {
    ...(hasParts ? { firstName: "firstName", lastName: "lastName" } : { fullName: "name" }),
    phone: "phone",
    email: "email",
    company: "companyName",
  });
  return refusesCalls(contact) ? { ...draft, callsRefused: true } : draft;
}

/** `permanent` cannot be undone by the location. https://marketplace.gohighlevel.com/docs/ghl/contacts/update-contact */
const DndSchema = z.object({
  dnd: ifPresent(z.union([z.boolean(), z.string()])),
  dndSettings: ifPresent(z.object({ Call: ifPresent(z.object({ status: ifPresent(z.string()) })) })),
});

/** Do not disturb, in every way or by calls. That letters, texts or mails are not wanted bars no call. */
export function refusesCalls(contact: unknown): boolean {
  const { dnd = false, dndSettings } = z.safeParse(DndSchema, contact).data ?? {};
  const byCall = dndSettings?.Call?.status ?? "";
  return /^(?:true|1|yes|on)$/i.test(String(dnd).trim()) || /^(?:active|permanent)$/i.test(byCall.trim());
}
