import * as z from "zod/mini";
import type { Pace } from "../../lead/pace.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const paceKey = (token: string): Key => ({ pk: `pace#${token}`, sk: "pace" });

const PaceSchema = z.object({
  token: z.string(),
  revision: z.number(),
  writeId: z.string(),
  perSecond: z.number(),
  nextAt: z.string(),
  queues: z.record(z.string(), z.string()),
  slowedAt: z.optional(z.string()),
});

export const itemToPace = (item: Item): Pace => z.parse(PaceSchema, valuesOf(item));
