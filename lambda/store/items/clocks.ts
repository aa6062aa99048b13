import * as z from "zod/mini";
import type { AccountClock } from "../../lead/call/account-offset.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const clockKey = (account: string): Key => ({ pk: `clock#${account}`, sk: "clock" });

const shown = { offsetMinutes: z.number(), callId: z.string(), shownAt: z.string() };
const ClockSchema = z.object({
  account: z.string(),
  revision: z.number(),
  sure: z.optional(z.object(shown)),
  doubt: z.optional(z.object({ ...shown, leadId: z.string() })),
});

export const itemToClock = (item: Item): AccountClock => z.parse(ClockSchema, valuesOf(item));
