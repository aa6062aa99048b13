import type { CrmRecord } from "../../kit/crm.ts";
import { callInNote } from "../../kit/told-note.ts";
import type { Contact, ContactTag, Deal, Held, Note, Tag } from "./held.ts";

/** What is held, as ActiveCampaign answers it (ids are texts) and as people see it. */

/** Whose key it is. */
export const me = {
  id: "1",
  username: "olive",
  firstName: "Olive",
  lastName: "Owner",
  email: "olive.owner@example.com",
} as const;

export const shownContact = ({ id, cdate, email, phone, firstName, lastName }: Contact) => ({
  ...{ cdate, email, phone, firstName, lastName, deleted: "0" },
  id: String(id),
});
export const shownNote = ({ id, relid, reltype, note, cdate }: Note) => ({
  ...{ relid: String(relid), reltype, note, cdate, userid: me.id },
  id: String(id),
});
export const shownTag = ({ id, tag, tagType }: Tag) => ({ tag, tagType, description: "", id: String(id) });
export const shownContactTag = ({ id, contact, tag }: ContactTag) => ({
  contact: String(contact),
  tag: String(tag),
  id: String(id),
});
export const shownDeal = ({ id, contact, group, stage, status, cdate }: Deal) => ({
  ...{ contact, group, stage, status: String(status), cdate },
  id: String(id),
});

export const nameOf = ({ firstName, lastName }: Contact): string => [firstName, lastName].filter(Boolean).join(" ");

export const toRecords = ({ all, find, notesOf, tagsOf, dealsOf }: Held): CrmRecord[] =>
  all("contact").map((contact) => ({
    id: String(contact.id),
    name: nameOf(contact),
    phone: contact.phone,
    email: contact.email,
    summary: [
      ...tagsOf(contact.id).flatMap(({ tag }) => find("tag", tag)?.tag ?? []),
      ...contact.fieldValues.map(({ field, value }) => `field ${field}: ${value}`),
      ...dealsOf(contact.id).map(({ id, stage }) => `deal ${id} in stage ${stage}`),
    ].join(", "),
    calls: notesOf(contact.id).flatMap(
      ({ id, note, cdate }) => callInNote(note, { id: String(id), at: cdate, kept: { note } }) ?? [],
    ),
  }));
