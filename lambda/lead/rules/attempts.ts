import { limitsAttempts } from "../hours/verdict.ts";
import type { Lead } from "../lead.ts";
import { hoursOf } from "./calling-hours.ts";
import { dialInHours, dialNow } from "./decision.ts";
import { type HoursRules, rule } from "./rule.ts";

/**
 * Some laws limit how often a person is rung within a day or a month: for whatever lead, through whatever source, by
 * Callingly's own redials as well.
 */
export const attempts = rule("attempts", ["hours", "attempts"], (lead, facts, now) => {
  const found = hoursOf(lead, facts.hours, now, facts.attempts);
  return found?.verdict === "later" && found.by === "frequency"
    ? dialInHours("called-too-often", found.nextAt)
    : dialNow;
});

/** Whether a law may count the attempts at a lead's person: only then is it looked up when they were rung. */
export const countsAttempts = ({ person: { phone }, place = {} }: Lead, { pack }: HoursRules): boolean =>
  pack !== "off" && phone !== undefined && limitsAttempts(phone, place, pack);
