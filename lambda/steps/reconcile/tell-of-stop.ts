import type { CallinglyClient } from "../../callingly/client.ts";
import { CallinglyError } from "../../callingly/error.ts";
import type { Account, Accounts } from "../../config/accounts.ts";
import type { Lead } from "../../lead/lead.ts";
import { mayBeRedialled, mayRingYet, stopSettled, stopUnsettled } from "../../lead/stop.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";

/** Part of step 5: Callingly is told to redial a lead no more whose record its CRM has closed. */

export interface TellDeps {
  readonly bridge: Pick<Accounts, "account">;
  readonly store: { readonly leads: Pick<LeadStore, "find" | "findByPhone" | "save"> };
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "updateLead"> | undefined>;
  readonly now: () => Date;
  readonly log: Log;
}

/** @param lead one whose stop is open @returns the lead as it is then; its stop is open still where Callingly could not be told */
export async function tellOfStop(lead: Lead, deps: TellDeps): Promise<Lead> {
  const { store, now } = deps;
  const isSettled = !mayBeRedialled(lead, now()) || (await tell(lead, deps));
  const note = isSettled ? stopSettled : stopUnsettled;
  return (await changeLead(store.leads, lead, (current) => note(current, now()))) ?? lead;
}

async function tell(lead: Lead, deps: TellDeps): Promise<boolean> {
  const { bridge, callinglyFor, log } = deps;
  const account = bridge.account(lead.account);
  const callingly = account && (await callinglyFor(account));
  // Callingly's id of the lead becomes known with the first call that was read.
  if (!callingly || lead.callinglyLeadId === undefined || (await isAwaitedByAnother(lead, deps))) return false;
  const about = { leadId: lead.id, account: lead.account };
  try {
    await callingly.updateLead(lead.callinglyLeadId, { is_stopped: true });
    log("info", "redials stopped", about);
    return true;
  } catch (error) {
    log("warn", "redials not stopped", { ...about, error });
    // One that Callingly does not have any more is not redialled.
    return error instanceof CallinglyError && error.status === 404;
  }
}

/**
 * Callingly keeps one lead for a phone: what stops this one would stop a call, too, that it has booked for another lead of
 * ours.
 */
async function isAwaitedByAnother({ id, account, person }: Lead, { store: { leads } }: TellDeps): Promise<boolean> {
  const holders = person.phone === undefined ? [] : await leads.findByPhone(account, person.phone);
  const others = await Promise.all(holders.filter((holder) => holder !== id).map((holder) => leads.find(holder)));
  return others.some((other) => other !== undefined && mayRingYet(other));
}
