import { dialNow, end } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * Nobody is rung who is on the list of those who are not called, whoever released the lead. What comes on the list after
 * this check stops the lead itself (steps/opt-out.ts).
 */
export const suppressed = rule("suppressed", ["suppression"], (_lead, { suppression }) => {
  if (suppression === null) return dialNow;
  return end(suppression.way === "forgotten" ? "forgotten-before" : "opted-out");
});
