import type { Lead } from "../lead.ts";
import { closedGate } from "./closed-gate.ts";
import { configured } from "./configured.ts";
import { type DialDecision, dialNow } from "./decision.ts";
import { forgotten } from "./forgotten.ts";
import { number } from "./number.ts";
import { paused } from "./paused.ts";
import { phone } from "./phone.ts";
import type { DialFacts, KnownFacts, Rule } from "./rule.ts";
import { stale } from "./stale.ts";
import { token } from "./token.ts";

/**
 * May this lead be rung? The rules, in the order in which they are asked: the first that does not say "dial" has the
 * word, so what stands before another names the reason where both would stop a lead. The dialler, a preview, the forecast
 * and the next step of a lead all go by this list. A new rule is a file and a line here.
 */
export const rules: readonly Rule[] = [configured, token, phone, paused, stale, closedGate, number, forgotten];

/** What one rule said; undefined where nobody here knows what it goes by. */
export interface Word {
  readonly rule: string;
  readonly decision: DialDecision | undefined;
}

/** The word of every rule, for somebody who wants to see more than what stops a lead. */
export const verdict = (lead: Lead, facts: KnownFacts, now: Date): Word[] =>
  rules.map((rule) => ({
    rule: rule.name,
    decision: knows(rule, facts) ? rule.judge(lead, facts, now) : undefined,
  }));

/** The decision as far as the rules could be asked. Only the dialler asks all of them. */
export const firstStop = (words: readonly Word[]): DialDecision =>
  words.find(({ decision }) => decision && decision.dial !== "now")?.decision ?? dialNow;

/** @returns whether nothing is unknown that the rule goes by; it looks at nothing else */
export const knows = ({ needs }: Rule, facts: KnownFacts): facts is DialFacts =>
  needs.every((need) => facts[need] !== undefined);
