import type { Bridge } from "../../lambda/config/bridge.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { type DialDecision, decideDial, type Gate } from "../../lambda/lead/rules/gates.ts";
import { decideNumber } from "../../lambda/lead/rules/number-rules.ts";

/**
 * What the dialler is going to decide about a lead, were it looked at now: by its own rule, on the same gates.
 * Whether another lead has the phone at that moment, or too many came in its hour, only the dialler can tell.
 */
export function forecast(
  lead: Lead,
  { account, teamFor, rules, numberRules }: Pick<Bridge, "account" | "teamFor" | "rules" | "numberRules">,
  gates: readonly Gate[],
  now: Date,
): DialDecision {
  const known = account(lead.account);
  const team = teamFor(lead);
  if (!known || team === undefined) return { dial: "held", reason: "unknown-source", for: "rule" };
  const route = { account: known.name, token: known.token, team };
  // Its person is fetched before anything else is looked at.
  const phone = lead.person.phone ?? (lead.reference === undefined ? undefined : "is fetched");
  const way = decideDial({ ...lead, person: { ...lead.person, ...(phone && { phone }) } }, route, gates, rules, now);
  return way.dial === "now" ? decideNumber(lead, numberRules(lead.source)) : way;
}
