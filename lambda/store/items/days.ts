import * as z from "zod/mini";
import { DayNumbersSchema } from "../../lead/day-numbers.ts";
import type { StoredDay } from "../store.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

/** The days of an account lie beside each other. */
export const dayKey = (account: string, date: string): Key => ({ pk: `day#${account}`, sk: date });

const StoredDaySchema = z.object({
  account: z.string(),
  date: z.string(),
  zone: z.string(),
  countedAt: z.string(),
  numbers: DayNumbersSchema,
  isOpen: z.optional(z.boolean()),
});
export const itemToDay = (item: Item): StoredDay => z.parse(StoredDaySchema, valuesOf(item));
