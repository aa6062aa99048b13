import type { Bridge } from "../../lambda/config/bridge.ts";
import type { Gate } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { momentAndSpan } from "../times.ts";
import { forecast } from "./forecast.ts";

/** What happens to a lead next, when, and what a person can do about it. */
export function nextStep(
  lead: Lead,
  bridge: Pick<Bridge, "account" | "teamFor" | "rules" | "numberRules">,
  gates: readonly Gate[],
  now: Date,
): string {
  const { id, state, dueAt, dueFor, mergedInto, reason } = lead;
  const then = dueAt === undefined || dueAt <= now.toISOString() ? "within a minute" : momentAndSpan(dueAt, now);
  switch (state) {
    case "ready":
      return `It is called ${then}${barrier(lead, bridge, gates, now)}.`;
    case "held":
      if (dueFor !== "dial-lead")
        return `Nothing until a person decides: bridge leads release ${id} calls it${lead.person.phone ? "" : " (with --phone)"}, bridge leads cancel ${id} ends it.`;
      return reason === "paused"
        ? "It is called when calls are resumed: bridge resume."
        : `The bridge looks again ${then}; once it is mended, bridge replay --reason ${reason} goes at once.`;
    case "dialing":
      return `Callingly is being asked; without an answer the bridge begins to look for the call ${then}.`;
    case "unknown":
      return `The bridge looks for the call again ${then}; it does not ring again by itself${bridge.account(lead.account)?.whenUnproven === "redial" ? ", unless no call is found (whenUnproven: redial)" : ""}.`;
    case "review":
      return `A person decides: bridge leads redial ${id} calls once more, it-rang waits for the result, cancel ends it; bridge review shows the evidence.`;
    case "placed":
      return `Callingly tells the result; if it stays silent, the bridge asks ${then}.`;
    case "merged":
      return `Nothing: it shares the calls of ${mergedInto}.`;
    default:
      // An end that the table will forget has nobody left to tell.
      return dueAt === undefined || lead.expiresAt !== undefined
        ? "Nothing: it is over."
        : `It is over; the CRM is told of it ${then}.`;
  }
}

/** What would hold it, were it looked at now. */
function barrier(...about: Parameters<typeof forecast>): string {
  const decision = forecast(...about);
  return decision.dial === "held" ? `, but it is going to be held: ${reasonWords[decision.reason]}` : "";
}
