import type { Gate } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { DialDecision } from "../../lambda/lead/rules/decision.ts";
import { firstStop, verdict } from "../../lambda/lead/rules/index.ts";
import { configuredFacts, type FactBridge } from "../../lambda/steps/dial-lead/load-facts.ts";

/**
 * The dialler's decision about a lead, if it looked now: by its own list of rules, on the same gates. Only the dialler
 * can tell whether the secret has a token for it, whether its person asked to be forgotten, and what the lead can
 * take: whether another lead has the phone at that moment, or too many came in its hour.
 */
export const forecast = (lead: Lead, bridge: FactBridge, gates: readonly Gate[], now: Date): DialDecision =>
  firstStop(verdict(lead, { ...configuredFacts(lead, bridge), gates }, now));
