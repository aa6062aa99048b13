import type { Lead } from "../lead.ts";
import { askedTime } from "./asked-time.ts";
import { attempts } from "./attempts.ts";
import { booking } from "./booking.ts";
import { callingHours } from "./calling-hours.ts";
import { closedGate } from "./closed-gate.ts";
import { configured } from "./configured.ts";
import { consent } from "./consent.ts";
import { type DialDecision, dialNow } from "./decision.ts";
import { dryRun } from "./dry-run.ts";
import { listed } from "./listed.ts";
import { number } from "./number.ts";
import { paused } from "./paused.ts";
import { pausedRegion } from "./paused-region.ts";
import { phone } from "./phone.ts";
import type { DialFacts, KnownFacts, Rule } from "./rule.ts";
import { scrubbed } from "./scrubbed.ts";
import { stale } from "./stale.ts";
import { stopped } from "./stopped.ts";
import { suppressed } from "./suppressed.ts";
import { token } from "./token.ts";

/**
 * May this lead be rung? The rules, in the order in which they are asked: the first that does not say "dial" decides,
 * so where two would stop a lead, the earlier one gives the reason. The dialler, a preview, the forecast and the next
 * step of a lead all go by this list. A new rule is a file and a line here.
 */
export const rules: readonly Rule[] = [
  configured,
  stopped,
  booking,
  token,
  phone,
  askedTime,
  paused,
  stale,
  consent,
  closedGate,
  listed,
  number,
  suppressed,
  pausedRegion,
  callingHours,
  attempts,
  scrubbed,
  dryRun,
];

/** One rule's decision; undefined where its facts are unknown here. */
export interface Word {
  readonly rule: string;
  readonly decision: DialDecision | undefined;
}

/** Every rule's decision, to show more than the first that stops a lead. */
export const verdict = (lead: Lead, facts: KnownFacts, now: Date): Word[] =>
  rules.map((rule) => ({
    rule: rule.name,
    decision: knows(rule, facts) ? rule.judge(lead, facts, now) : undefined,
  }));

/** The decision as far as the rules could be asked. Only the dialler asks all of them. */
export const firstStop = (words: readonly Word[]): DialDecision =>
  words.find(({ decision }) => decision && decision.dial !== "now")?.decision ?? dialNow;

/** @returns whether every fact that the rule needs is known; it looks at nothing else */
export const knows = ({ needs }: Rule, facts: KnownFacts): facts is DialFacts =>
  needs.every((need) => facts[need] !== undefined);
