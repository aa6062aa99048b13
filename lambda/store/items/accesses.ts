import * as z from "zod/mini";
import type { StoredAccess } from "../../lead/call/crm-access.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

export const accessKey = (crm: string, origin: string): Key => ({ pk: `access#${crm}#${origin}`, sk: "access" });

const AccessSchema = z.object({
  crm: z.string(),
  origin: z.string(),
  revision: z.number(),
  sealed: z.optional(z.string()),
  leaseId: z.optional(z.string()),
  leaseUntil: z.optional(z.string()),
  expiresAt: z.number(),
});

export const itemToAccess = (item: Item): StoredAccess => z.parse(AccessSchema, valuesOf(item));
