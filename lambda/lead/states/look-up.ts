import { type Lead, waitsForDial } from "../lead.ts";
import { moved, rescheduled } from "../move.ts";
import { timing } from "../timing.ts";
import { placed } from "./dial.ts";
import { lookupDue } from "./next-look.ts";
import { forReview, reminded } from "./review.ts";

/** The result of a look-up for a call of unclear fate. An error is no answer, and so proves nothing. */
export type Finding =
  | { readonly kind: "found"; readonly callId: string }
  | { readonly kind: "several" }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly reason: string };

const EMPTY_LOOKUPS_NEEDED = 3;

/** The account's setting for when Callingly shows no call: an operator's decision, or one more call. */
export type AbsencePolicy = "review" | "redial";

/** Notes a look-up: evidence binds the call; absence is concluded late, and never by the clock alone. */
export function lookedUp(lead: Lead, finding: Finding, policy: AbsencePolicy, now: Date): Lead | undefined {
  if (lead.state !== "unknown" && lead.state !== "review") return undefined;
  if (finding.kind === "found") {
    const isKnown = lead.reason === "team-offline" && lead.calls.includes(finding.callId);
    return isKnown ? reminded(lead, now) : placed(lead, finding.callId, now);
  }
  const settled = lead.dial !== undefined && now.getTime() - Date.parse(lead.dial.at) >= timing.settle;
  const counted = {
    lookups: lead.lookups + 1,
    // Before the settle time a call may exist and not be listed yet: an empty answer proves nothing.
    emptyLookups: lead.emptyLookups + (finding.kind === "none" && settled ? 1 : 0),
  };
  if (lead.state === "review") return { ...reminded(lead, now), ...counted };
  if (finding.kind === "several") return forReview(lead, "several-calls", now, counted);
  if (counted.emptyLookups >= EMPTY_LOOKUPS_NEEDED) return absent(lead, policy, now, counted);
  const due = { worker: "reconcile" as const, at: lookupDue(lead, now) };
  return rescheduled(lead, { state: "unknown", reason: lead.reason, detail: lead.detail, due }, now, counted);
}

/**
 * A call was found that may be this lead's or older than its dial. It proves neither that it rang nor that it did not,
 * so look-ups go on; where they have found nothing by the time at which every call is listed, an operator decides.
 */
export function callDoubted(lead: Lead, now: Date): Lead | undefined {
  const isSettled = lead.dial !== undefined && now.getTime() - Date.parse(lead.dial.at) >= timing.settle;
  if (lead.state === "unknown" && isSettled && lead.lookups > 0) return forReview(lead, "several-calls", now, {});
  // By policy it was to be called once more, as no call was found.
  if (!waitsForDial(lead) || lead.unproven !== true || lead.ringsPossible === 0) return undefined;
  return forReview(lead, "several-calls", now, { ringsAuthorised: lead.ringsPossible, unproven: false });
}

/** The policy gives one more ring, once; anything further an operator decides. */
function absent(lead: Lead, policy: AbsencePolicy, now: Date, counted: Partial<Lead>): Lead {
  // How often and when a restored lead rang is unknown: no policy was made for that.
  const isPlain = lead.ringsAuthorised === 1 && lead.reason !== "restored";
  if (policy === "review" || !isPlain) return forReview(lead, "not-found", now, counted);
  const due = { worker: "dial-lead" as const, at: now };
  const change = { ...counted, ringsAuthorised: lead.ringsPossible + 1, unproven: true, wakes: due.worker };
  return moved(lead, { state: "ready", reason: "redial-by-policy", due, by: "policy" }, now, change);
}
