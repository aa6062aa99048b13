/** What a lead or call waits for, until when and which worker holds it: every move sets all of it again. */
const wait = [
  ...["reason", "detail", "dueFor", "dueAt", "heldBy", "wakes"],
  ...["leaseId", "leaseUntil", "faults", "stumbles", "expiresAt"],
];

/** The lead or call without a wait. */
export const withoutWait = <T extends object>(item: T): T => less(item, wait);

type OptionalKey<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** The same without some of what it may have. */
export const without = <T extends object>(item: T, ...keys: readonly (OptionalKey<T> & string)[]): T =>
  less(item, keys);

const less = <T extends object>(item: T, keys: readonly string[]): T => {
  const copy: Partial<Record<string, unknown>> = { ...item };
  for (const key of keys) delete copy[key];
  return copy as T;
};
