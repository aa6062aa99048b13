import * as z from "zod";
import type { $ZodType } from "zod/v4/core";

/** What does not fit together although each part has the right shape is said with its path and the remedy. */
export type Complain = (path: PropertyKey[], message: string) => void;

export function checkSettings(schema: $ZodType, settings: unknown, path: PropertyKey[], complain: Complain): void {
  const result = z.safeParse(schema, settings);
  for (const issue of result.error?.issues ?? []) complain([...path, ...issue.path], issue.message);
}

/** What there is to name. */
export const namesOf = (record: object): string => Object.keys(record).join(", ") || "none";
