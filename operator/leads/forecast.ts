import type { Gate } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { type DialDecision, type WaitsForMoment, waitsForMoment } from "../../lambda/lead/rules/decision.ts";
import { firstStop, verdict } from "../../lambda/lead/rules/index.ts";
import { outOfHours, untilAsked } from "../../lambda/lead/states.ts";
import { configuredFacts, type FactBridge } from "../../lambda/steps/dial-lead/load-facts.ts";

/**
 * The dialler's decision about a lead, if it looked now: by its own list of rules, on the same gates. Only the dialler
 * can tell whether the secret has a token for it, whether its person asked to be forgotten, and what the lead can
 * take: whether another lead has the phone at that moment, or too many came in its hour.
 */
export const forecast = (lead: Lead, bridge: FactBridge, gates: readonly Gate[], now: Date): DialDecision =>
  firstStop(verdict(lead, { ...configuredFacts(lead, bridge), gates }, now));

/** A time that was asked for, the hours there, and the next day's. */
const MOST_WAITS = 3;

/**
 * As {@link forecast}, and where the lead waits for a moment, what it comes to then: at the time that its person asked for
 * the hours may be closed. Gates are taken to be open by then.
 */
export const lookAhead = (lead: Lead, bridge: FactBridge, gates: readonly Gate[], now: Date): DialDecision =>
  aheadBy((one, at) => forecast(one, bridge, at > now ? [] : gates, at), lead, now);

/** @param judge what is decided of a lead at a moment */
export function aheadBy(judge: (lead: Lead, at: Date) => DialDecision, lead: Lead, now: Date): DialDecision {
  let found = judge(lead, now);
  let [standing, seen] = [lead, now];
  for (let waits = 0; waits < MOST_WAITS && waitsForMoment(found); waits += 1) {
    const { at } = found;
    const waiting = untilThen(standing, found, seen);
    const then = waiting && judge(waiting, at);
    if (waiting === undefined || then === undefined || then.dial === "now") break;
    [found, standing, seen] = [then, waiting, at];
  }
  return found;
}

/** The lead as it waits then, whose age counts from that moment. */
export const untilThen = (lead: Lead, { asked, at, reason }: WaitsForMoment, now: Date): Lead | undefined =>
  asked ? untilAsked(lead, asked, at, now) : outOfHours(lead, reason, at, now);
