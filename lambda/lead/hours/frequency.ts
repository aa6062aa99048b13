import type { Frequency } from "./tables-shape.ts";

/**
 * From when one more attempt is within a limit, in milliseconds since 1970. An attempt counts while it is less than so
 * many hours old.
 * @param attempts at which there was one; those after `at` have not happened yet
 */
export function attemptAllowedFrom({ count, perHours }: Frequency, attempts: readonly number[], at: number): number {
  const latest = attempts.filter((attempt) => attempt <= at).toSorted((one, other) => other - one);
  const oldest = latest[count - 1];
  return oldest === undefined ? at : Math.max(at, oldest + perHours * 3_600_000);
}
