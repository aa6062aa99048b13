import { type Decision, decided } from "./lead/decisions.ts";
import type { Lead } from "./lead/lead.ts";
import type { Log } from "./runtime/log.ts";
import { changeLead } from "./store/change.ts";
import type { Store } from "./store/store.ts";
import { givePhoneBack } from "./take-phone.ts";

/** A person decides about a lead: the word is kept with the name, and the steps do the rest. */

export interface DecideDeps {
  readonly store: Store;
  readonly now: () => Date;
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
  { store, now, log }: DecideDeps,
): Promise<Lead | undefined> {
  const lead = await store.leads.find(leadId);
  if (!lead) return undefined;
  if (decision.kind === "it-rang" && decision.callId !== undefined) {
    const holder = await store.leads.bindCall(lead.account, decision.callId, leadId);
    if (holder !== leadId) return undefined;
  }
  // The person decided about the lead as it was: whoever moved it meanwhile made the decision void.
  const next = await changeLead(store.leads, lead, (current) =>
    current.state === lead.state ? decided(current, decision, by, now()) : undefined,
  );
  if (next?.state === "cancelled" && next.ringsPossible === 0) await givePhoneBack(next, store);
  if (next) log("info", "lead decided", { leadId, account: next.account, state: next.state, reason: decision.kind });
  return next;
}
