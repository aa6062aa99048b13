import type * as z from "zod";
import type { Kept } from "../../kit/kept.ts";
import type * as requests from "./requests.ts";

/** What a HighLevel that is played here holds. */

export interface Contact extends Omit<z.infer<typeof requests.CreateContact>, "customFields" | "tags"> {
  readonly id: string;
  readonly dateAdded: string;
  readonly tags: readonly string[];
  readonly customFields: readonly { readonly id: string; readonly value: unknown }[];
  /** It was merged into another, and is gone. */
  readonly isMerged?: true;
}
export type Note = z.infer<typeof requests.CreateNote> & {
  readonly id: string;
  readonly contactId: string;
  readonly dateAdded: string;
};
export interface Conversation {
  readonly id: string;
  readonly contactId: string;
  readonly locationId: string;
}
export type Message = Omit<z.infer<typeof requests.OutboundCall>, "attachments"> & {
  readonly id: string;
  readonly direction: "inbound" | "outbound";
  readonly attachments: readonly string[];
  readonly dateAdded: string;
};
export type Opportunity = z.infer<typeof requests.CreateOpportunity> & {
  readonly id: string;
  readonly createdAt: string;
};
/** A refresh token that was used, or access that it gave. */
export interface Grant {
  readonly id: string;
  readonly until: number;
}

interface Kinds {
  readonly contacts: Contact;
  readonly notes: Note;
  readonly conversations: Conversation;
  readonly messages: Message;
  readonly opportunities: Opportunity;
  readonly grants: Grant;
}
export type Kind = keyof Kinds;
export type Held = Kinds[Kind];

export interface Shelf<Thing> {
  all(): Thing[];
  get(id: string): Thing | undefined;
  put(thing: Thing): Thing;
  /** Ids are letters and digits, twenty of them. */
  newId(): string;
}

/** @param kept everything, by `{kind}/{id}` */
export function shelf<K extends Kind>(kept: Kept<Held>, kind: K): Shelf<Kinds[K]> {
  const all = () => kept.entries().flatMap(([key, thing]) => (key.startsWith(`${kind}/`) ? [thing as Kinds[K]] : []));
  return {
    all,
    get: (id) => kept.get(`${kind}/${id}`) as Kinds[K] | undefined,
    put(thing) {
      kept.set(`${kind}/${thing.id}`, thing);
      return thing;
    },
    newId: () => `${kind.slice(0, 4)}${String(all().length + 1).padStart(16, "0")}`,
  };
}

/** Those that are there. */
export function present(contacts: Shelf<Contact>): Shelf<Contact> {
  const ifThere = (contact: Contact | undefined) => (contact?.isMerged ? undefined : contact);
  return {
    ...contacts,
    all: () => contacts.all().filter((contact) => ifThere(contact)),
    get: (id) => ifThere(contacts.get(id)),
  };
}
