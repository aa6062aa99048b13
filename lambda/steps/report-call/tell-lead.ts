import type { Call, CallResult } from "../../lead/call/call.ts";
import { mayBeOlderThanDial } from "../../lead/call/evidence.ts";
import type { Next } from "../../lead/call/next.ts";
import type { Lead } from "../../lead/lead.ts";
import { callDoubted, folded, tieRefuted } from "../../lead/states.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";
import type { Read } from "./read-call.ts";

/** Part of step 4: what a call that was read means for a lead. */

interface LeadDeps {
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * The way from Callingly's lead to ours is written first: a lead that is marked as linked before it is would never be
 * linked.
 * @returns the lead with the call
 */
export async function foldInto(
  lead: Lead,
  result: CallResult,
  mayStart: Read["mayStart"],
  { store, now }: LeadDeps,
): Promise<Lead> {
  const { callinglyLeadId: id } = result;
  if (id && id !== lead.callinglyLeadId) {
    await store.leads.link({ kind: "callingly-lead", account: lead.account, id }, lead.id);
  }
  return (
    (await changeLead(store.leads, lead, (current) =>
      folded(current, { ...result, isOlder: mayBeOlderThanDial(current, { ...result, mayStart }, now()) }, now()),
    )) ?? lead
  );
}

/** A call that was taken for the lead's is another's, and so proves nothing about it. */
export async function giveUpTie({ id, account }: Lead, { callId }: Call, { store, now, log }: LeadDeps): Promise<void> {
  const next = await changeLead(store.leads, id, (current) => tieRefuted(current, callId, now()));
  log("warn", "tie refuted", { leadId: id, account, callId, state: next?.state, reason: next?.reason });
}

/**
 * A call that may be older than its lead's dial is not reported. It is read again, in the end hourly, until another call
 * or an operator has settled whether the lead rang: from then on its result is overdue.
 */
export async function leaveOpen(lead: Lead, { callId }: Call, { store, now, log }: LeadDeps): Promise<Next> {
  const next = await changeLead(store.leads, lead, (current) => callDoubted(current, now()));
  const { state } = next ?? lead;
  log("warn", "call in doubt", { leadId: lead.id, account: lead.account, callId, state });
  const isOpen = state === "dialing" || state === "unknown" || state === "review";
  if (!isOpen) return { kind: "unmatched", reason: "perhaps-ours" };
  return { kind: "postponed", reason: "perhaps-ours" };
}
