import type { Lead } from "./lead.ts";
import type { Reason } from "./reasons.ts";

/** May a lead be dialled now? Pure: what is closed and what the rules are is handed in. */

export interface DialRules {
  /** A lead that waited longer is not rung without a person's word. */
  readonly staleAfterMs: number;
  readonly paused: boolean;
}

export interface ClosedGate {
  readonly reason: Reason;
  readonly until: string;
}

export type DialDecision =
  | { readonly dial: "now" }
  /** Nothing is wrong with the lead; it only has to wait its turn. */
  | { readonly dial: "later"; readonly reason: Reason; readonly at: Date }
  | { readonly dial: "held"; readonly reason: Reason; readonly for: "rule" | "person" };

export function decideDial(lead: Lead, closed: readonly ClosedGate[], rules: DialRules, now: Date): DialDecision {
  if (!lead.person.phone) return { dial: "held", reason: "no-phone", for: "person" };
  if (rules.paused) return { dial: "held", reason: "paused", for: "rule" };
  if (now.getTime() - Date.parse(lead.receivedAt) > rules.staleAfterMs)
    return { dial: "held", reason: "stale", for: "person" };
  const gate = closed.find(({ until }) => until > now.toISOString());
  if (!gate) return { dial: "now" };
  return gate.reason === "callingly-busy"
    ? { dial: "later", reason: gate.reason, at: new Date(gate.until) }
    : { dial: "held", reason: gate.reason, for: "rule" };
}
