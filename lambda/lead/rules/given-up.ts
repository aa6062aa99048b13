import type { Lead } from "../lead.ts";
import { moved } from "../move.ts";
import type { Reason } from "../reasons.ts";
import { later, timing } from "../timing.ts";

/**
 * What strangers send in numbers and nobody releases is mostly junk. It waits for some days, so that a person can pick
 * out who is real; then it ends by itself, rings nobody and loses its person like any other end.
 */

/** Waits that only a person's word, or a correction, would end. */
const waitsOfJunk: ReadonlySet<Reason | undefined> = new Set([
  "no-phone",
  "invalid-phone",
  "phone-unclear",
  "not-readable",
  "calls-refused",
  "number-costly",
  "number-abroad",
  "number-barred",
  "crowded-phone",
  "crowded-visitor",
  "crowded-source",
]);

/** When a held lead ends by itself unless somebody decides before; undefined when it never does. */
export function givenUpAt(lead: Lead): Date | undefined {
  const { state, reason, retention, ringsPossible, merged, history, receivedAt } = lead;
  // What a rule held for its number goes stale, and then waits for a person under that name.
  const cause = reason === "stale" ? history.findLast((step) => step.reason !== "stale")?.reason : reason;
  if (state !== "held" || !waitsOfJunk.has(cause) || retention?.heldDays === undefined) return undefined;
  // What rang is looked after until its result is known, and others may ring with it.
  if (ringsPossible > 0 || merged.length > 0) return undefined;
  return later(new Date(history.at(-1)?.at ?? receivedAt), retention.heldDays * timing.day);
}

/** Nobody released it in its days. Whoever asks again takes it over; a person can still have it called. */
export function givenUp(lead: Lead, now: Date): Lead | undefined {
  const at = givenUpAt(lead);
  return at && at <= now ? moved(lead, { state: "cancelled", reason: "never-released" }, now) : undefined;
}
