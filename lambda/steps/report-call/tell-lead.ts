import { again, type Call, type CallResult } from "../../lead/call/call.ts";
import { mayBeOlderThanDial } from "../../lead/call/evidence.ts";
import type { Next } from "../../lead/call/next.ts";
import { watchedCallsOf } from "../../lead/call/watched.ts";
import type { Lead } from "../../lead/lead.ts";
import { payloadEnds } from "../../lead/move.ts";
import { callDoubted, folded, tieRefuted } from "../../lead/states.ts";
import type { Log } from "../../runtime/log.ts";
import { changeCall, changeLead, following } from "../../store/change.ts";
import type { CallStore, LeadStore } from "../../store/store.ts";
import { remember } from "../remember-call.ts";
import type { Read } from "./read-call.ts";

/** Part of step 4: what a call that was read means for a lead. */

interface LeadDeps {
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
  readonly log: Log;
}

/** What was read of a call, and the lead that it is of. */
interface Told {
  readonly lead: Lead;
  readonly result: CallResult;
  readonly mayStart: Read["mayStart"];
}

/** The lead as it will be once it knows of the result. */
export const withResult = ({ lead, ...told }: Told, now: Date): Lead => learned(lead, told, now) ?? lead;

const learned = (lead: Lead, { result, mayStart }: Omit<Told, "lead">, now: Date): Lead | undefined =>
  folded(lead, { ...result, isOlder: mayBeOlderThanDial(lead, { ...result, mayStart }, now) }, now);

/**
 * A lead that is looked after for the sake of another call must not forget it by this one.
 * @returns the lead with the call
 */
export async function foldInto({ lead, ...told }: Told, deps: FoldDeps): Promise<Lead> {
  const { store, now } = deps;
  const remembered = new Set([told.result.callId]);
  let known = lead;
  for (;;) {
    let other: string | undefined;
    const next = await changeLead(store.leads, known, (current) => {
      other = watchedCallsOf(current).find((id) => !remembered.has(id));
      return other === undefined ? learned(current, told, now()) : undefined;
    });
    if (next) await keepErasable(lead, next, deps);
    if (other === undefined) return next ?? known;
    await remember(known, other, deps);
    remembered.add(other);
    known = (await store.leads.find(lead.id)) ?? known;
  }
}

/**
 * As {@link foldInto}, of a result that is in the CRMs already, for the lead as it was when it was reported. Where it has
 * changed since, the index remembers the call first, and its report is made again.
 * @param left the call as it was left
 */
export async function foldLast(
  { lead, ...told }: Told,
  known: Lead,
  left: Call,
  deps: FoldDeps,
): Promise<Call | undefined> {
  const { store, now } = deps;
  if (left.dueAt !== undefined) {
    await foldInto({ lead, ...told }, deps);
    return left;
  }
  if (known === lead || (await store.leads.save(following(lead, known)))) return left;
  return changeCall(store.calls, left, (current) => (current.dueAt === undefined ? again(current, now()) : undefined));
}

interface FoldDeps {
  readonly store: { readonly leads: LeadStore; readonly calls: CallStore };
  readonly now: () => Date;
}

/** A lead's calls are erased with it; one that it no longer lists, as it has had too many since, is erased by itself. */
async function keepErasable(
  before: Lead,
  { calls, account, retention }: Lead,
  { store, now }: FoldDeps,
): Promise<void> {
  for (const callId of before.calls.filter((id) => !calls.includes(id))) {
    await changeCall(store.calls, { account, callId }, (current) =>
      current.dueFor === undefined && current.strippedAt === undefined
        ? { ...current, dueFor: "reconcile", dueAt: payloadEnds(retention, now()) }
        : undefined,
    );
  }
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
