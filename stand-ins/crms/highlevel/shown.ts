import type { CrmCall, CrmRecord } from "../../kit/crm.ts";
import { callInNote } from "../../kit/told-note.ts";
import type { Contact, Message, Note } from "./held.ts";

/** How it is shown to people. */

export const nameOf = ({ firstName, lastName }: Contact): string => [firstName, lastName].filter(Boolean).join(" ");

export const toRecord = (contact: Contact): Omit<CrmRecord, "calls"> => ({
  id: contact.id,
  name: nameOf(contact),
  phone: contact.phone ?? "",
  email: contact.email ?? "",
  summary: contact.tags.join(", "),
});

export const toCall = ({ id, altId = "", call, dateAdded, attachments }: Message): CrmCall => ({
  id,
  callId: altId,
  outcome: call?.status ?? "",
  seconds: 0,
  startedAt: dateAdded,
  recordingUrl: attachments[0],
  kept: { altId, status: call?.status, dateAdded, attachments },
});

/** Those that the contact's notes are about. */
export const callsIn = (contact: Contact, notes: readonly Note[]): CrmCall[] =>
  notes
    .filter(({ contactId }) => contactId === contact.id)
    .flatMap(({ id, body, dateAdded }) => callInNote(body, { id, at: dateAdded, kept: { body } }) ?? []);
