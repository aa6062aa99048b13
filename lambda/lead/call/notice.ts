import { hash } from "node:crypto";
import type { Lead } from "../lead.ts";
import { type Reason, reasonWords } from "../reasons.ts";
import type { CallResult } from "./call.ts";
import type { Hint } from "./hint.ts";

/**
 * What the CRM is sent for a lead without a call to report: that it was not called and why, or that nothing is known of
 * its call. It travels like a call's result, so it also arrives once.
 */

const told: ReadonlySet<Reason> = new Set([
  "no-phone",
  "invalid-phone",
  "phone-unclear",
  "calls-refused",
  "too-much",
  "phone-refused",
  "stale",
  "no-result-came",
  "opted-out",
  "dnc-listed",
  "scrub-denied",
]);

/** The notice that a lead's present state calls for, if any. The same state always asks for the same notice. */
export function noticeOf(lead: Lead, now: Date): Hint | undefined {
  const { id, account, reason, untold, releasedAt } = lead;
  if (reason === undefined || !told.has(reason)) return undefined;
  if (untold !== undefined && releasedAt === undefined) return undefined;
  const occasion = `${reason} ${releasedAt ?? lead.receivedAt}`;
  const callId = `note${hash("sha256", `${id} ${occasion}`).slice(0, 16)}`;
  return { account, callId, digest: occasion, notice: { leadId: id, reason }, at: now };
}

const statuses: { readonly [reason in Reason]?: string } = {
  "no-result-came": "no result",
  forgotten: "forgotten",
  "opted-out": "do not call",
};

/**
 * The notice that a lead's person asked not to be called after it had been dialled, once. One who asked the agent is in
 * the result of that call.
 */
export const noticeOfOptOut = ({ id, account, outcome }: Lead, now: Date): Hint | undefined =>
  outcome === "removed"
    ? undefined
    : {
        account,
        callId: `note${hash("sha256", `${id} opted-out`).slice(0, 16)}`,
        digest: "opted-out",
        notice: { leadId: id, reason: "opted-out" },
        at: now,
      };

/** A notice in the form of a result. */
export const noticeResult = (callId: string, reason: Reason, { person }: Lead): CallResult => ({
  callId,
  status: statuses[reason] ?? "not called",
  final: true,
  direction: "outbound",
  seconds: 0,
  ...(person.phone && { phone: person.phone }),
  remark: reasonWords[reason],
});
