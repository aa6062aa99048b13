import type * as z from "zod";
import { type ByKind, byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import type { WriteContactSchema, WriteNoteSchema } from "./shapes.ts";

/** What an account holds: contacts with their tags, notes, and the REST hooks of its apps. */

export interface Contact {
  readonly kind: "contact";
  readonly id: string;
  readonly values: z.infer<typeof WriteContactSchema>;
  readonly tags: readonly string[];
  readonly created: string;
}
export interface Note {
  readonly kind: "note";
  readonly id: string;
  readonly contact: string;
  readonly values: z.infer<typeof WriteNoteSchema>;
  readonly created: string;
}
export interface Tag {
  readonly kind: "tag";
  readonly id: string;
  readonly name: string;
}
export interface Hook {
  readonly kind: "hook";
  readonly id: string;
  readonly eventKey: string;
  readonly hookUrl: string;
  readonly status: "Unverified" | "Verified" | "Inactive";
}
/** A contact that was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: string;
}
export type KeapObject = Contact | Note | Tag | Hook | Gone;

export interface Held extends ByKind<KeapObject> {
  /** What counts as being there though nobody entered it. */
  readonly own: OwnWords;
  newId(): string;
  /** The moment, as it is written. */
  at(): string;
  add(values: Contact["values"]): Contact;
  merge(loserId: string, winnerId: string): void;
}

/** @param objects by their ids */
export function holding(objects: Kept<KeapObject>, now: () => number, own: OwnWords): Held {
  const things = byKind(objects);
  const { all, find, put, size } = things;
  const newId = (): string => String(90_001 + size());
  const at = (): string => new Date(now()).toISOString();
  return {
    ...things,
    own,
    newId,
    at,
    add: (values) => put({ kind: "contact", id: newId(), values, tags: [], created: at() }),
    merge(loserId, winnerId) {
      const [loser, winner] = [find("contact", loserId), find("contact", winnerId)];
      if (!loser || !winner) return;
      for (const note of all("note")) if (note.contact === loserId) put({ ...note, contact: winnerId });
      const values = { ...loser.values, ...winner.values };
      put({ ...winner, values, tags: [...new Set([...winner.tags, ...loser.tags])] });
      put({ kind: "gone", id: loserId });
    },
  };
}
