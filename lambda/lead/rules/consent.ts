import { demandsOf } from "../consent/demanded.ts";
import type { Lead } from "../lead.ts";
import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * Where a consent is demanded, nobody is rung without one on record, unless an operator has it in another form and has
 * released the lead from just this hold: a release from another says nothing of consent.
 */
export const consent = rule("consent", ["consent"], (lead, { consent: { isRequired } }) =>
  lead.consent?.given === true || isReleasedOf(lead) || demandsOf(lead, isRequired).length === 0
    ? dialNow
    : hold("consent-missing", "rule"),
);

const isReleasedOf = ({ history }: Lead): boolean =>
  history.some((step, at) => step.by !== undefined && history[at - 1]?.reason === "consent-missing");
