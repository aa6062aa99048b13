import type { Kind } from "./lexicon.ts";

/** What kinds of words there are: those for the fields of a person, those for whose it is, and those for anything else. */

export const targets = ["phone", "email", "first", "last", "full", "company"] as const;
export type Target = (typeof targets)[number];

const PERSON: ReadonlySet<Kind> = new Set<Kind>(targets);
export const NEUTRAL: ReadonlySet<Kind> = new Set<Kind>(["filler", "link", "reach", "number", "contact", "tries"]);
export const WHOSE: ReadonlySet<Kind> = new Set<Kind>(["self", "maybe", "minor", "other", "co"]);

export const isDecoy = (kind: Kind | undefined): kind is Kind =>
  kind !== undefined && !PERSON.has(kind) && !NEUTRAL.has(kind) && !WHOSE.has(kind);
export const isTarget = (kind: Kind | undefined): kind is Target => kind !== undefined && PERSON.has(kind);
