import { daysSince, HOLD_AFTER_DAYS } from "../hours/age.ts";
import { type HoldCause, type HoursVerdict, hoursVerdict } from "../hours/verdict.ts";
import type { Lead } from "../lead.ts";
import type { Reason } from "../reasons.ts";
import { type DialDecision, dialInHours, dialNow, hold, holdSaying } from "./decision.ts";
import { type HoursRules, rule } from "./rule.ts";

/**
 * Nobody is rung at an hour at which they may not be where they are: `lambda/lead/hours` says when that is. A person
 * whose place is unknown waits for an operator, who may release the lead for an hour that is right.
 */
export const callingHours = rule("callingHours", ["hours"], (lead, { hours }, now): DialDecision => {
  const found = hoursOf(lead, hours, now);
  switch (found?.verdict) {
    case undefined:
    case "dial":
      return isOutdated(found, hours, now) ? hold("hours-outdated", "rule") : dialNow;
    case "later":
      return dialInHours("outside-hours", found.nextAt);
    case "hold":
      return isReleasedFrom(found.by, lead) ? dialNow : holdSaying(found.why, found.by, "person");
  }
});

/**
 * The whole verdict about a lead; undefined where its source keeps no hours, or where nobody is to be rung.
 * @param attempts at which its person was rung, in milliseconds since 1970
 */
export const hoursOf = (
  { person: { phone }, place = {} }: Lead,
  { pack, marginMinutes }: HoursRules,
  now: Date,
  attempts: readonly number[] = [],
): HoursVerdict | undefined =>
  pack === "off" || phone === undefined
    ? undefined
    : hoursVerdict({ pack, phone, stated: place, attempts, marginMinutes }, now);

/** An operator released it since it was held for this. */
const isReleasedFrom = (cause: HoldCause, { history, releasedAt }: Lead): boolean =>
  releasedAt !== undefined &&
  history.some(({ state, reason, at }) => state === "held" && reason === (cause satisfies Reason) && at <= releasedAt);

/** Who did not ask for the call is not rung by rules at which nobody has looked for so long. */
const isOutdated = (found: HoursVerdict | undefined, { pack }: HoursRules, now: Date): boolean =>
  pack === "conservative" &&
  found?.rulings.some(({ rule: { checked } }) => daysSince(checked, now) > HOLD_AFTER_DAYS) === true;
