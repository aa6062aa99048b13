import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { fullDay } from "../../lead/rest.ts";
import { dialLater, dialNow, hold } from "../../lead/rules/decision.ts";
import { knows, rules } from "../../lead/rules/index.ts";
import {
  type DayDeps,
  type NumberDeps,
  type PlaceDeps,
  takePlace,
  takePlaceOfDay,
  takePlaceOfNumber,
} from "../take-place.ts";
import { type FollowDeps, follow } from "./follow-decision.ts";
import { type AttemptLeft, leaveAttempt } from "./leave-attempt.ts";
import { liftStop } from "./lift-stop.ts";
import type { FactsAbout } from "./load-facts.ts";
import type { CallPacer } from "./pace-calls.ts";
import { askForPhone, type PhoneDeps } from "./take-phone.ts";

/**
 * Part of step 2: everything that must be right before a phone may ring. First come the rules (lead/rules), which only
 * look. Then the lead takes what other leads compete for: a place in its hour, the right to ring its phone, a place
 * among the day's rings, a turn in line; the claim follows (claim-lead.ts). These are steps and no rules: two workers
 * that only looked would both find the phone free, so to ask is to take, in one conditional write each. And each is an
 * effect that a lead may have only once everything before let it pass, so no forecast can run them. Their order stands
 * here.
 */

export interface CheckDeps extends PhoneDeps, FollowDeps {
  readonly bridge: PhoneDeps["bridge"] &
    PlaceDeps["bridge"] &
    DayDeps["bridge"] &
    NumberDeps["bridge"] &
    AttemptLeft["bridge"] &
    FollowDeps["bridge"];
  readonly store: PhoneDeps["store"] & FollowDeps["store"] & PlaceDeps["store"] & AttemptLeft["store"];
  readonly turns: Pick<CallPacer, "take">;
  readonly measure: BridgeMeasure;
  /** How long this worker may wait for a lead's turn, in milliseconds. */
  readonly patienceMs: () => number;
}

/** @returns whether the lead may go on; if not, the reason is stored on it, or another worker has moved it */
type Check = (lead: Lead, facts: FactsAbout, deps: CheckDeps) => Promise<boolean>;

/** The first rule that does not let the lead pass decides; none is skipped. */
const everyRule: Check = async (lead, facts, deps) => {
  for (const rule of rules) {
    const known = knows(rule, facts.known) ? facts.known : await facts.read(rule.needs);
    const decision = rule.judge(lead, known, deps.now());
    if (decision.dial !== "now") return follow(lead, decision, deps);
  }
  return true;
};

const everyRuleAgain: Check = (lead, facts, deps) => {
  facts.forgetChanging();
  return everyRule(lead, facts, deps);
};

const placeInItsHour: Check = async (lead, _facts, deps) => {
  const crowded = await takePlace(lead, deps);
  if (crowded) deps.measure({ Crowded: 1 });
  return follow(lead, crowded ? hold(crowded, "person") : dialNow, deps);
};

const placeInItsDay: Check = async (lead, _facts, deps) =>
  (await takePlaceOfDay(lead, deps)) || follow(lead, hold("day-full", "rule", fullDay(deps.now())), deps);

/** One person, one ring. */
const rightToRing: Check = async (lead, facts, deps) => {
  const { phone } = lead.person;
  if (phone === undefined) return false;
  const answer = await askForPhone(lead, phone, deps);
  if (answer === "gone") return false;
  if (answer.dial === "now") facts.rights = answer.rights;
  return follow(lead, answer, deps);
};

/** Each business may ring who asked it; but anybody can type a number into the forms of all. */
const placeOfItsNumber: Check = async (lead, _facts, deps) => {
  const isFree = await takePlaceOfNumber(lead, lead.person.phone ?? "", deps);
  if (!isFree) deps.measure({ Crowded: 1 });
  return isFree || follow(lead, hold("crowded-phone", "person"), deps);
};

/** Calls go out no faster than Callingly accepts them; early leads queue. */
const turnInLine: Check = async (lead, facts, deps) => {
  const at = await deps.turns.take(facts.route().account, lead.reason === "waits-its-turn", deps.patienceMs());
  return follow(lead, at ? dialLater("waits-its-turn", at) : dialNow, deps);
};

/** Two accounts may be about to ring one person. */
const attemptIsLeft: Check = async (lead, _facts, deps) => follow(lead, await leaveAttempt(lead, deps), deps);

/** At Callingly, what we stopped for an earlier lead. */
const noStopOfOurs: Check = async (lead, facts, deps) => {
  const { rights } = facts;
  return !rights || follow(lead, await liftStop(lead, rights, facts.route().callingly, deps), deps);
};

const checks: readonly Check[] = [
  everyRule,
  // The place comes first: merging a lead is an effect, too.
  placeInItsHour,
  rightToRing,
  placeOfItsNumber,
  placeInItsDay,
  turnInLine,
  // A gate may have closed while the lead waited for its turn. And whoever has asked not to be called since the lead has
  // its right is met here, or meets that right and stops the lead (opt-out.ts).
  everyRuleAgain,
  attemptIsLeft,
  // Nothing may keep the lead from its dial after this, or an earlier lead would be redialled after all.
  noStopOfOurs,
];

/** @returns whether the lead may be claimed; if not, the reason is stored on it, or another worker has moved it */
export async function mayRing(lead: Lead, facts: FactsAbout, deps: CheckDeps): Promise<boolean> {
  for (const check of checks) if (!(await check(lead, facts, deps))) return false;
  return true;
}
