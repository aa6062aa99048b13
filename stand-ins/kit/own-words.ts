/**
 * Ids and words that a person's own account has and a stand-in does not: what their settings name, where somebody looks what
 * would be written for them. Each counts as being there.
 */
export type OwnWords = ReadonlySet<string>;

export const noOwnWords: OwnWords = new Set();

export interface Parted {
  /** What the stand-in knows, and checks. */
  readonly known: unknown;
  /** What is the account's own, by a field's name or by its value. */
  readonly own: Readonly<Record<string, string | number | boolean | null>>;
}

/** What somebody writes to a record, in two. */
export function parted(values: unknown, own: OwnWords): Parted {
  if (own.size === 0 || typeof values !== "object" || values === null) return { known: values, own: {} };
  const isOwn = ([name, value]: [string, unknown]): boolean =>
    own.has(name) || ((typeof value === "string" || typeof value === "number") && own.has(String(value)));
  const all = Object.entries(values);
  return { known: Object.fromEntries(all.filter((each) => !isOwn(each))), own: Object.fromEntries(all.filter(isOwn)) };
}
