import { type ByKind, byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import { withoutUndefined } from "../../kit/without-undefined.ts";
import type { FieldValue } from "./shapes.ts";

/** What an account holds: contacts, and the notes, tags and deals that they have. */

export interface Contact {
  readonly kind: "contact";
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly fieldValues: readonly FieldValue[];
  readonly cdate: string;
}
export interface Note {
  readonly kind: "note";
  readonly id: number;
  readonly relid: number;
  readonly reltype: string;
  readonly note: string;
  readonly cdate: string;
}
export interface Tag {
  readonly kind: "tag";
  readonly id: number;
  readonly tag: string;
  readonly tagType: string;
}
export interface ContactTag {
  readonly kind: "contactTag";
  readonly id: number;
  readonly contact: number;
  readonly tag: number;
}
export interface Deal {
  readonly kind: "deal";
  readonly id: number;
  readonly contact: string;
  readonly group: string;
  readonly stage: string;
  readonly status: number;
  readonly cdate: string;
}
/** A contact who was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: number;
}
export type AccountObject = Contact | Note | Tag | ContactTag | Deal | Gone;

/** A contact of whom nothing is known. */
const blank = { email: "", firstName: "", lastName: "", phone: "", fieldValues: [] as readonly FieldValue[] };

export interface Held extends ByKind<AccountObject> {
  newId(): number;
  /** The moment, as it is written. */
  at(): string;
  enter(given: { [Name in keyof typeof blank]?: (typeof blank)[Name] | undefined }): Contact;
  withEmail(email: string): Contact | undefined;
  notesOf(contact: number): Note[];
  tagsOf(contact: number): ContactTag[];
  dealsOf(contact: number): Deal[];
  merge(loserId: string, winnerId: string): void;
}

/** @param objects by their ids */
export function holding(objects: Kept<AccountObject>, now: () => number): Held {
  const things = byKind(objects);
  const { all, find, put, size } = things;
  const newId = (): number => size() + 1;
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+Z/, "+00:00");
  const notesOf = (contact: number): Note[] =>
    all("note").filter(({ reltype, relid }) => reltype === "Subscriber" && relid === contact);
  return {
    ...things,
    newId,
    at,
    enter: (given) => put({ kind: "contact", id: newId(), cdate: at(), ...blank, ...withoutUndefined(given) }),
    withEmail: (email) => all("contact").find((each) => each.email.toLowerCase() === email.toLowerCase()),
    notesOf,
    tagsOf: (contact) => all("contactTag").filter((each) => each.contact === contact),
    dealsOf: (contact) => all("deal").filter((each) => each.contact === String(contact)),
    merge(loserId, winnerId) {
      const [loser, winner] = [find("contact", loserId), find("contact", winnerId)];
      if (!loser || !winner) return;
      for (const note of notesOf(loser.id)) put({ ...note, relid: winner.id });
      put({ ...winner, email: winner.email || loser.email, phone: winner.phone || loser.phone });
      put({ kind: "gone", id: loser.id });
    },
  };
}
