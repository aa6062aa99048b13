import { type DialRoute, gateOn, isClosed } from "../gates.ts";
import type { Lead } from "../lead.ts";
import { dialLater, dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** A gate that is closed on the lead's way bars it like every lead behind it, with the gate's own reason. */
export const closedGate = rule("gates", ["route", "gates"], (lead, { route, gates }, now) => {
  const barred = gatesOf(lead, route)
    .map((on) => gates.find((gate) => gate.on === on))
    .find((gate) => gate !== undefined && isClosed(gate, now));
  if (!barred) return dialNow;
  return barred.reason === "callingly-busy" && barred.until !== undefined
    ? dialLater(barred.reason, new Date(barred.until))
    : hold(barred.reason, "rule", barred.on);
});

/** Those that a lead has to pass; of several that are closed, the first gives the reason. */
const gatesOf = (lead: Lead, { account: { name, token }, team }: DialRoute): string[] => [
  gateOn.everything,
  gateOn.account(name),
  gateOn.source(lead.source),
  gateOn.token(token),
  gateOn.access(name),
  gateOn.service(token),
  gateOn.team(name, team),
  gateOn.pace(token),
];
