import * as z from "zod/mini";
import type { Gate } from "../../lead/gates.ts";
import { reasons } from "../../lead/reasons.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const gateKey = (on: string): Key => ({ pk: "gate", sk: on });

const GateSchema = z.object({
  on: z.string(),
  reason: z.enum(reasons),
  detail: z.optional(z.string()),
  closedAt: z.string(),
  until: z.optional(z.string()),
  askAt: z.optional(z.string()),
  tries: z.number(),
  account: z.optional(z.string()),
  team: z.optional(z.number()),
  token: z.optional(z.string()),
  by: z.optional(z.string()),
});

export const itemToGate = (item: Item): Gate => z.parse(GateSchema, valuesOf(item));
