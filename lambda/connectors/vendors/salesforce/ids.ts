/** Ids of records, which say by their first three characters what the record is. */

/** A lead or a contact, as the bridge keeps it. */
export interface PersonRecord {
  readonly type: "lead" | "contact";
  readonly id: string;
}

/** https://help.salesforce.com/s/articleView?id=000385203&type=1 */
const TYPES: Readonly<Record<string, PersonRecord["type"]>> = { "00Q": "lead", "003": "contact" };

/**
 * The lead or contact that an id names.
 * @returns undefined for an id of something else, and for what is no id
 */
export function personRecord(text: string): PersonRecord | undefined {
  const id = longId(text);
  const type = id === undefined ? undefined : TYPES[id.slice(0, 3)];
  return id === undefined || type === undefined ? undefined : { type, id };
}

/** What somebody plans with a lead or contact. */
export const activityKinds = ["task", "event"] as const;
export type ActivityKind = (typeof activityKinds)[number];

const KINDS: Readonly<Record<string, ActivityKind>> = { "00T": "task", "00U": "event" };

/**
 * The task or event that an id names.
 * @returns undefined for an id of something else, and for what is no id
 */
export function activityNamed(text: string): { readonly kind: ActivityKind; readonly id: string } | undefined {
  const id = longId(text);
  const kind = id === undefined ? undefined : KINDS[id.slice(0, 3)];
  return id === undefined || kind === undefined ? undefined : { kind, id };
}

const IS_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/**
 * An id in its long form: the short one tells capitals from small letters, and three more characters say which are which.
 * https://help.salesforce.com/s/articleView?id=000385585&type=1
 * @returns undefined for what is no id
 */
export function longId(text: string): string | undefined {
  const id = text.trim();
  if (!IS_ID.test(id)) return undefined;
  const short = id.slice(0, 15);
  const marks = [0, 5, 10].map((from) => markOf(short.slice(from, from + 5)));
  return short + marks.join("");
}

/** One of 32 characters: a bit for each of five that is a capital, the first being the lowest. */
const markOf = (five: string): string =>
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".charAt(
    [...five].reduce((bits, char, at) => (/[A-Z]/.test(char) ? bits | (1 << at) : bits), 0),
  );
