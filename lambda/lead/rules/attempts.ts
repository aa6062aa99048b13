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
  const from = Math.max(0, ...(found?.rulings ?? []).map(({ attemptFrom }) => attemptFrom));
  if (from <= now.getTime()) return dialNow;
  // An operator may have released the lead from its hours; from a limit nobody does.
  return dialInHours("called-too-often", found?.verdict === "later" ? found.nextAt : new Date(from));
});

/** Whether a law may count the attempts at a lead's person: only then is it looked up when they were rung. */
export const countsAttempts = ({ person: { phone }, place = {} }: Lead, { pack }: HoursRules): boolean =>
  pack !== "off" && phone !== undefined && limitsAttempts(phone, place, pack);
