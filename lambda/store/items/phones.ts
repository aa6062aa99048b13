import * as z from "zod/mini";
import type { PhoneRights } from "../../lead/phone-right.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const phoneKey = (account: string, phone: string): Key => ({ pk: `phone#${account}#${phone}`, sk: "rights" });

const PhoneRightsSchema = z.object({
  account: z.string(),
  phone: z.string(),
  writeId: z.string(),
  onLine: z.string(),
  groups: z.record(z.string(), z.object({ leadId: z.string(), until: z.string(), revision: z.number() })),
  // An item from before there was this memory.
  rungFor: z._default(z.record(z.string(), z.string()), {}),
  stop: z.optional(
    z.object({
      callinglyLeadId: z.string(),
      at: z.string(),
      until: z.string(),
      isBlocked: z.optional(z.boolean()),
    }),
  ),
  lastWords: z.optional(z.record(z.string(), z.object({ leadId: z.string(), at: z.string(), until: z.string() }))),
  keptUntil: z.optional(z.string()),
});

export const itemToRights = (item: Item): PhoneRights => z.parse(PhoneRightsSchema, valuesOf(item));
