import type { WholeVerdict } from "../leads/whole-verdict.ts";

/** Whether a lead may ring, rule by rule, as scripts and pages get it. */

export const verdictJson = ({ called, rules, hours }: WholeVerdict) => ({
  called: { says: called.says, reason: called.reason ?? null, at: called.at ?? null, there: called.there },
  rules: rules.map(({ rule, says, reason, at, by }) => ({
    rule,
    says: says ?? null,
    reason: reason ?? null,
    at: at ?? null,
    by,
  })),
  calling_hours: hours
    ? {
        pack: hours.pack,
        verdict: hours.verdict,
        why: hours.why,
        next_at: hours.nextAt ?? null,
        next_there: hours.nextThere,
        rules: hours.rulings.map(({ timeThere, ...ruling }) => ({ ...ruling, time_there: timeThere })),
      }
    : null,
});
