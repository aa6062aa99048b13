import * as z from "zod/mini";
import type { DoNotCallFile, Exchange } from "../../lead/do-not-call-file.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const doNotCallFileKey = (areaCode: string): Key => ({ pk: "dnc", sk: areaCode });
export const exchangeKey = (areaCode: string, exchange: string): Key => ({ pk: `dnc#${areaCode}`, sk: exchange });

const DoNotCallFileSchema = z.object({
  areaCode: z.string(),
  asOf: z.string(),
  numbers: z.number(),
  importedAt: z.string(),
  by: z.string(),
});
export const itemToDoNotCallFile = (item: Item): DoNotCallFile => z.parse(DoNotCallFileSchema, valuesOf(item));
const ExchangeSchema = z.object({ bits: z.string() });
export const itemToExchange = (item: Item): Exchange => z.parse(ExchangeSchema, valuesOf(item)).bits;
