import * as z from "zod/mini";
import { isSent, type Suppression, ways } from "../../lead/privacy/suppression.ts";
import type { OptOut } from "../store.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

/**
 * All in one place, so that one read tells whether there are any; and those of one print beside each other. What somebody
 * sent to a source lies apart: anybody can send it, and when a flood of such words is taken back, the word that an agent,
 * a CRM or an operator gave of the same person stands.
 */
export const suppressedKey = ({ print, scope, way, by }: Omit<Suppression, "of" | "since">): Key => ({
  ...SUPPRESSED,
  sk: suppressedAbout(print) + scope + (isSent(way) ? ` ${by}` : ""),
});
/** Where a word lies that was sent to a source of an earlier release. */
export const formerSuppressedKey = ({ print, scope }: Pick<Suppression, "print" | "scope">): Key => ({
  ...SUPPRESSED,
  sk: suppressedAbout(print) + scope,
});
export const SUPPRESSED = { pk: "suppressed" } as const;
export const suppressedAbout = (print: string): string => `${print} `;
/** What is under way lies apart: its place is empty nearly always, and is looked into every minute. */
export const optOutKey = (id: string): Key => ({ pk: "opt-out", sk: id });

const SuppressionSchema = z.object({
  print: z.string(),
  of: z.enum(["phone", "email"]),
  way: z.enum(ways),
  scope: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
  since: z.string(),
  lifted: z.optional(z.object({ at: z.string(), by: z.string(), reason: z.optional(z.string()) })),
});

export const itemToSuppression = (item: Item): Suppression => z.parse(SuppressionSchema, valuesOf(item));

const OptOutSchema = z.object({ id: z.string(), phones: z.array(z.string()), entries: z.array(SuppressionSchema) });
export const itemToOptOut = (item: Item): OptOut => z.parse(OptOutSchema, valuesOf(item));
