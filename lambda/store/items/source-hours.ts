import * as z from "zod/mini";
import type { SourceHour } from "../store.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

/** One item an hour, so that an hour ends by itself. */
export const sourceHourKey = (source: string, at: Date): Key => ({
  pk: `door#${source}`,
  sk: at.toISOString().slice(0, "2026-06-15T12".length),
});

const SourceHourSchema = z.object({
  sk: z.string(),
  refusals: z.optional(z.record(z.string(), z.number())),
  refusedAt: z.optional(z.string()),
  formerKeyAt: z.optional(z.string()),
});

export function itemToSourceHour(item: Item): SourceHour {
  const { sk, refusals = {}, refusedAt, formerKeyAt } = z.parse(SourceHourSchema, sourceHourValues(item));
  return { hour: sk, refusals, ...(refusedAt && { refusedAt }), ...(formerKeyAt && { formerKeyAt }) };
}

/** Counts lie side by side in the item, as DynamoDB adds to numbers and to nothing within a map that is not there yet. */
function sourceHourValues(item: Item): object {
  const value = valuesOf(item);
  const counts = Object.entries(value).flatMap(([name, count]) =>
    name.startsWith(refusalCount("")) ? [[name.slice(refusalCount("").length), count]] : [],
  );
  return { ...value, refusals: Object.fromEntries(counts) };
}

export const refusalCount = (status: string | number): string => `status${status}`;
