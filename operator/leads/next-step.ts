import type { Gate } from "../../lambda/lead/gates.ts";
import { isStopOpen, type Lead } from "../../lambda/lead/lead.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { remedies } from "../../lambda/lead/remedies.ts";
import { waitsForMoment } from "../../lambda/lead/rules/decision.ts";
import { givenUpAt } from "../../lambda/lead/states/given-up.ts";
import { isAboutToEnd } from "../../lambda/lead/stop.ts";
import type { FactBridge } from "../../lambda/steps/dial-lead/load-facts.ts";
import { momentAndSpan } from "../words/times.ts";
import { forecast, untilThen } from "./forecast.ts";
import { timesThere } from "./times-there.ts";

/** The next step of a lead, its time, and what a person can do about it. */
export function nextStep(lead: Lead, bridge: FactBridge, gates: readonly Gate[], now: Date): string {
  const { dueAt } = lead;
  // The stream wakes the dialler; the tick is for leads that the stream missed.
  const soon = lead.wakes === "dial-lead" ? "within seconds" : "within a minute";
  const then = dueAt === undefined || dueAt <= now.toISOString() ? soon : momentAndSpan(dueAt, now);
  if (isAboutToEnd(lead)) return `It ends without a call ${then}: its CRM closed its record.`;
  const also = isStopOpen(lead)
    ? " Callingly is yet to be told to redial it no more, as its CRM closed its record."
    : "";
  return `${stepOf(lead, then, bridge, gates, now)}${also}`;
}

function stepOf(lead: Lead, then: string, bridge: FactBridge, gates: readonly Gate[], now: Date): string {
  const { id, state, dueAt, mergedInto } = lead;
  switch (state) {
    case "ready":
      return `It is called ${then}${barrier(lead, bridge, gates, now)}.`;
    case "held":
      return `${heldStep(lead, then)}${end(lead, now)}`;
    case "dialing":
      return `Callingly is being asked; without an answer the bridge begins to look for the call ${then}.`;
    case "unknown":
      return `The bridge looks for the call again ${then}; it does not ring again by itself${bridge.account(lead.account)?.whenUnproven === "redial" ? ", unless no call is found (whenUnproven: redial)" : ""}.`;
    case "review":
      return `A person decides: \`bridge leads redial ${id}\` calls once more, \`it-rang\` waits for the result, \`cancel\` ends it; \`bridge review\` shows the evidence.`;
    case "placed":
      return `Callingly reports the result; if it does not, the bridge asks ${then}.`;
    case "merged":
      return `It shares the calls of ${mergedInto}.`;
    default:
      // A lead that the table is going to forget needs no further report.
      return dueAt === undefined || lead.expiresAt !== undefined
        ? "It is over."
        : `It is over; the CRM gets a notice ${then}.`;
  }
}

/** Strangers' leads that nobody releases do not wait for ever. */
function end(lead: Lead, now: Date): string {
  const at = givenUpAt(lead);
  return at ? ` Without a decision it ends by itself ${momentAndSpan(at.toISOString(), now)}.` : "";
}

/** @param then when the bridge looks again at what a rule holds, if that does not show in what holds it */
function heldStep({ id, dueFor, heldBy, reason, person, reference }: Lead, then: string): string {
  const ways = reason === undefined ? [] : remedies[reason];
  const phone = person.phone ?? reference;
  const release = `\`bridge leads release ${id}${phone ? "" : " --phone NUMBER"}\` calls it`;
  const cancel = `\`bridge leads cancel ${id}\` ends it`;
  if (dueFor !== "dial-lead") return `Nothing until a person decides: ${release}, ${cancel}.`;
  if (ways.includes("resume")) return "It is called when calls are resumed: `bridge resume`.";
  const looks = heldBy ? "It goes as soon as the bridge sees that this is fixed" : `The bridge looks again ${then}`;
  if (ways.includes("release"))
    return `${looks}; once that is fixed, \`bridge replay --reason ${reason}\` goes at once. ${release}, ${cancel}.`;
  return ways.includes("replay")
    ? `${looks}; once that is fixed, \`bridge replay --reason ${reason}\` goes at once.`
    : `${looks}.`;
}

/** The reason that would hold it, or keep it until an hour at which its person may be rung, if the dialler looked now. */
function barrier(lead: Lead, bridge: FactBridge, gates: readonly Gate[], now: Date): string {
  const decision = forecast(lead, bridge, gates, now);
  if (decision.dial === "held") return `, but it is going to be held: ${reasonWords[decision.reason]}`;
  if (!waitsForMoment(decision)) return "";
  const there = lead.person.phone ? timesThere(lead.person.phone, lead.place, decision.at) : [];
  // At that hour other rules may close.
  const waiting = decision.asked && untilThen(lead, decision, now);
  const after = waiting ? barrier(waiting, bridge, gates, decision.at) : "";
  // One that was put off already is due then.
  return lead.reason === decision.reason
    ? `, ${there.join(", ")}${after}`
    : `, but not before ${[momentAndSpan(decision.at, now), ...there].join(", ")}: ${reasonWords[decision.reason]}${after}`;
}
