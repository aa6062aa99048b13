import type { DialOutcome } from "../../lambda/lead/call/dial-outcome.ts";
import { type Decision, decided, freed } from "../../lambda/lead/decisions.ts";
import { fetched, fetchedAsNobody, fetchRefused } from "../../lambda/lead/fetched.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { optedOut, suppressed, withdrawn } from "../../lambda/lead/privacy/suppression.ts";
import { takenOver } from "../../lambda/lead/repeat.ts";
import { restored } from "../../lambda/lead/restored.ts";
import { givenUp } from "../../lambda/lead/states/given-up.ts";
import * as states from "../../lambda/lead/states.ts";
import { aLead } from "./leads.ts";

/** Whatever can happen to a lead: the rule's answer, with a number by lot for what is chosen. */
export type Happening = (lead: Lead, now: Date, lot: number) => Lead | undefined;

const by = "Robin Ashby";
const other = "lead_other";
const oneOf = <T>(some: readonly T[], lot: number): T => some[lot % some.length] as T;

const refusals = (["lead", "route", "token", "pace", "request"] as const).map(
  (fault): DialOutcome => ({ kind: "refused", status: 422, message: "no", fault }),
);
const outcomes: readonly DialOutcome[] = [
  { kind: "placed", callId: "77" },
  { kind: "placed" },
  { kind: "not-sent", reason: "ECONNREFUSED" },
  { kind: "ambiguous", reason: "reset" },
  ...refusals,
];
const findings: readonly states.Finding[] = [{ kind: "none" }, { kind: "several" }, { kind: "found", callId: "77" }];
const decisions: readonly Decision[] = [
  { kind: "call-again" },
  { kind: "release" },
  { kind: "it-rang" },
  { kind: "cancel" },
];
const news: readonly states.CallNews[] = [
  { callId: "77", final: true, outcome: "missed" },
  { callId: "78", final: true, outcome: "contacted" },
  { callId: "78", final: false },
  { callId: "79", final: true, unrung: true },
  { callId: "80", final: true, outcome: "missed", isOlder: true },
];
const waits = ["crowded-visitor", "no-phone", "quarantined", "request-refused", "stale"] as const;

/** Nothing was heard of it since, or empty answers are all that came: what only long patience brings. */
const lookedInVain: Happening = (lead, now, lot) => {
  const policy = oneOf(["review", "redial"] as const, lot);
  let next: Lead | undefined = lead;
  for (let look = 0; look < 3 && next; look += 1) next = states.lookedUp(next, { kind: "none" }, policy, now) ?? next;
  return next === lead ? undefined : next;
};

export const happenings: readonly Happening[] = [
  (lead, now, lot) => states.claimed(lead, `dial-${lot}`, 1, now),
  (lead, now, lot) => states.dialled(lead, lead.dial?.id ?? "", oneOf(outcomes, lot), now),
  (lead, now, lot) => states.lookedUp(lead, oneOf(findings, lot), "review", now),
  lookedInVain,
  (lead, now, lot) => decided(lead, oneOf(decisions, lot), by, now),
  (lead, now) => states.leaseOver(lead, now),
  (lead, now) => states.deferred(lead, "bridge-fault", now, now),
  (lead, now) => states.stillSilent(lead, now),
  (lead, now) => states.told(lead, now),
  (lead, now) => states.stumbled(lead, now),
  (lead, now, lot) => states.held(lead, oneOf(waits, lot), now, { for: "person" }),
  (lead, now) => states.held(lead, "paused", now, { for: "rule" }),
  (lead, now) => states.merged(lead, other, now),
  (lead, now) => freed(lead, other, by, now),
  (lead, now, lot) => states.folded(lead, oneOf(news, lot), now),
  (lead, now) => states.tieRefuted(lead, lead.callId ?? lead.callIdGuess ?? "", now),
  (lead, now) => states.callDoubted(lead, now),
  (lead, now, lot) => fetched(lead, oneOf([{ phone: "(212) 555-0123" }, {}], lot), { country: "US" }, now),
  (lead, now) => fetchedAsNobody(lead, "test-lead", now),
  (lead, now, lot) => fetchRefused(lead, oneOf([401, 404], lot), undefined, now),
  (lead, now, lot) => suppressed(lead, oneOf(["forgotten-before", "opted-out"] as const, lot), now),
  (lead, now, lot) => (lot % 8 === 5 ? optedOut(lead, now, oneOf(["all", "own"] as const, lot), now) : undefined),
  (lead, now) => withdrawn(lead, by, now),
  (lead, now) => restored(lead, { to: now.toISOString(), at: now.toISOString() }, now),
  (lead, now) => givenUp(lead, now),
  (lead, now, lot) => {
    const repeat = { ...aLead({}, { at: now }), id: lead.id };
    const main: Lead = { ...aLead(), state: oneOf(["failed", "placed"] as const, lot), ringsPossible: lot % 2 };
    return takenOver(
      lead,
      oneOf([repeat, { ...aLead({ phone: "1" }, { at: now }), id: lead.id }], lot >> 1),
      { main, fromStrangers: lead.retention?.heldDays !== undefined },
      now,
    );
  },
];
