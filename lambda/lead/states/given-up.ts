import type { Lead } from "../lead.ts";
import { moved } from "../move.ts";
import type { Reason } from "../reasons.ts";
import { later, timing } from "../timing.ts";

/**
 * Strangers' leads that come in numbers and that no operator releases are mostly junk. They wait for some days, so that
 * an operator can pick out the real ones; then they end by themselves, ring nobody and lose their person like any other
 * end.
 */

/** Waits that only an operator's decision, or a correction, would end. */
const waitsOfJunk: ReadonlySet<Reason | undefined> = new Set([
  "no-phone",
  "invalid-phone",
  "phone-unclear",
  "not-readable",
  "calls-refused",
  "consent-missing",
  "too-much",
  "number-costly",
  "number-abroad",
  "number-toll-free",
  "number-barred",
  "place-unknown",
  "hours-unknown",
  "places-disagree",
  "crowded-phone",
  "crowded-visitor",
  "crowded-source",
  "captcha-unreachable",
  "captcha-misconfigured",
  "captcha-doubtful",
  "hasty",
  "asked-time-far",
  "asked-time-past",
  "asked-time-unclear",
]);

/** When a held lead ends by itself unless an operator decides before; undefined when it never does. */
export function givenUpAt(lead: Lead): Date | undefined {
  const { state, reason, retention, ringsPossible, merged, history, receivedAt } = lead;
  // A lead that a rule held for its number goes stale, and then waits for an operator under that reason.
  const cause = reason === "stale" ? history.findLast((step) => step.reason !== "stale")?.reason : reason;
  if (state !== "held" || !waitsOfJunk.has(cause) || retention?.heldDays === undefined) return undefined;
  // A lead that rang is followed until its result is known, and others may share its ring.
  if (ringsPossible > 0 || merged.length > 0) return undefined;
  return later(new Date(history.at(-1)?.at ?? receivedAt), retention.heldDays * timing.day);
}

/** No operator released it in time. A repeat of the person takes it over; an operator can still have it called. */
export function givenUp(lead: Lead, now: Date): Lead | undefined {
  const at = givenUpAt(lead);
  return at && at <= now ? moved(lead, { state: "cancelled", reason: "never-released" }, now) : undefined;
}
