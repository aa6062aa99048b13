import type * as z from "zod";
import { ada } from "../../kit/agents.ts";
import { type ByKind, byKind } from "../../kit/by-kind.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import type { CreateCallSchema, Value, WritePersonSchema } from "./shapes.ts";

/** What an account holds: people, and calls with them. Its users do not change. */

export interface Person {
  readonly kind: "person";
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly stage: string;
  readonly source: string;
  readonly emails: readonly Value[];
  readonly phones: readonly Value[];
  readonly tags: readonly string[];
  readonly created: string;
  readonly custom: Readonly<Record<string, unknown>>;
}
export interface Call {
  readonly kind: "call";
  readonly id: number;
  readonly created: string;
  readonly values: z.infer<typeof CreateCallSchema>;
}
/** A person who was merged into another. */
interface Gone {
  readonly kind: "gone";
  readonly id: number;
}
export type AccountObject = Person | Call | Gone;

/** The first is whose key it is. */
export const users = [
  { id: 1, name: "Olive Owner", email: "olive.owner@example.com", role: "Broker", isOwner: true },
  { id: 2, name: "Ada Fields", email: ada.email, role: "Agent", isOwner: false },
] as const;

export interface Held extends ByKind<AccountObject> {
  /** What counts as being there though nobody entered it. */
  readonly own: OwnWords;
  newId(): number;
  /** The moment, as it is written. */
  at(): string;
  enter(given: z.infer<typeof WritePersonSchema>): Person;
  merge(loserId: string, winnerId: string): void;
}

/** @param objects by their ids */
export function holding(objects: Kept<AccountObject>, now: () => number, own: OwnWords): Held {
  const things = byKind(objects);
  const { all, find, put, size } = things;
  const newId = (): number => 40_001 + size();
  const at = (): string => new Date(now()).toISOString().replace(/\.\d+/, "");
  return {
    ...things,
    own,
    newId,
    at,
    enter({ fields, custom }) {
      const { firstName = "", lastName = "", stage = "Lead", source = "<unspecified>" } = fields;
      const { emails = [], phones = [], tags = [] } = fields;
      return put<Person>({
        ...{ kind: "person", id: newId(), created: at(), firstName, lastName, stage, source, tags, custom },
        emails,
        phones,
      });
    },
    merge(loserId, winnerId) {
      const [loser, winner] = [find("person", loserId), find("person", winnerId)];
      if (!loser || !winner) return;
      for (const call of all("call")) {
        if (call.values.personId === loser.id) put({ ...call, values: { ...call.values, personId: winner.id } });
      }
      const [emails, phones] = [winner.emails.concat(loser.emails), winner.phones.concat(loser.phones)];
      put({ ...winner, emails, phones, tags: [...new Set([...winner.tags, ...loser.tags])] });
      put({ kind: "gone", id: loser.id });
    },
  };
}
