import { watchedCallsOf } from "../../lambda/lead/call/watched.ts";
import { corrects, type Decision, decided, freed, parted, refusalOf } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Log } from "../../lambda/runtime/log.ts";
import { givePhoneBack } from "../../lambda/steps/dial-lead/take-phone.ts";
import { type KeepDeps, keepPhone } from "../../lambda/steps/keep-phone.ts";
import { remember } from "../../lambda/steps/remember-call.ts";
import { changeLead } from "../../lambda/store/change.ts";
import type { Store } from "../../lambda/store/store.ts";

/** A person decides about a lead: the decision is stored with their name, and the steps carry it out. */

export interface DecideDeps extends KeepDeps {
  readonly store: Store;
  readonly log: Log;
}

/**
 * Carries a decision out, once: the same decision taken twice at the same moment rings once.
 * @param by who decides; kept in the lead's history, never logged
 * @returns the lead as it is now, or undefined when there is no such lead or it is in no state for the decision
 */
export async function decideLead(
  leadId: string,
  decision: Decision,
  by: string,
  deps: DecideDeps,
): Promise<Lead | undefined> {
  const { store, now, log } = deps;
  const found = await store.leads.find(leadId);
  if (!found || refusalOf(found, decision) !== undefined) return undefined;
  const lead = corrects(found, decision) ? await freeMerged(found, by, deps) : found;
  if (decision.kind === "it-rang" && decision.callId !== undefined) {
    const { account } = lead;
    const digest = `decided ${leadId} ${now().toISOString()}`;
    const hint = { account, callId: decision.callId, leadHint: leadId, digest, at: now() };
    const holder = await store.calls.tie(hint, leadId);
    if (holder !== leadId) return undefined;
  }
  for (const callId of watchedCallsOf(lead)) await remember(lead, callId, deps);
  // The operator decided about the lead as they saw it: if a worker has moved it since, the decision no longer counts.
  const next = await changeLead(store.leads, lead, (current) =>
    current.state === lead.state ? decided(current, decision, by, now()) : undefined,
  );
  // The decision is about the person: a later lead of theirs must not ring, whatever its id.
  if (next?.state === "cancelled" && next.ringsPossible === 0) await keepPhone(next, deps);
  // Until then it must not keep the phone from others.
  if (next && decision.kind === "reschedule") await givePhoneBack(next, deps);
  if (next) log("info", "lead decided", { leadId, account: next.account, state: next.state, reason: decision.kind });
  return next;
}

/**
 * Each lead that was merged because of the number that turns out to be wrong rings for itself. It is ready before the
 * other forgets it, so that a crash in between loses no lead; the same decision, taken again, goes on where this broke
 * off. Nothing rings twice: the number never rang, and the one that is ready takes the right to ring it, or is merged
 * again.
 * @returns the lead as it is now
 */
async function freeMerged(lead: Lead, by: string, { store, now, log }: DecideDeps): Promise<Lead> {
  let left = lead;
  for (const id of lead.merged) {
    const next = await changeLead(store.leads, id, (current) => freed(current, lead.id, by, now()));
    if (next) log("info", "lead freed", { leadId: id, account: lead.account, state: next.state });
    left = (await changeLead(store.leads, left, (current) => parted(current, id))) ?? left;
  }
  return left;
}
