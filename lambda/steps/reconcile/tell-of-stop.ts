import type { CallinglyClient } from "../../callingly/client.ts";
import { CallinglyError } from "../../callingly/error.ts";
import type { Account, Accounts } from "../../config/accounts.ts";
import type { Lead } from "../../lead/lead.ts";
import { type PhoneRights, ringersOf } from "../../lead/phone-right.ts";
import { blocks, needsPhone, stopNoted } from "../../lead/phone-stop.ts";
import { mayBeRedialled, stopSettled, stopUnsettled } from "../../lead/stop.ts";
import { TransientError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore, PhoneStore } from "../../store/store.ts";

/**
 * Part of step 5: Callingly is told to redial a lead no more whose record its CRM has closed, or whose person asked not to
 * be called.
 */

export interface TellDeps {
  readonly bridge: Pick<Accounts, "account">;
  readonly store: {
    readonly leads: Pick<LeadStore, "find" | "save">;
    readonly phones: Pick<PhoneStore, "find" | "save">;
  };
  readonly callinglyFor: (account: Account) => Promise<Told | undefined>;
  readonly now: () => Date;
  readonly log: Log;
}

type Told = Pick<CallinglyClient, "getLead" | "updateLead">;

/** @param lead one whose stop is open @returns the lead as it is then; its stop is open still where Callingly could not be told */
export async function tellOfStop(lead: Lead, deps: TellDeps): Promise<Lead> {
  const { store, now } = deps;
  const isSettled = !mayBeRedialled(lead, now()) || (await tell(lead, deps));
  const note = isSettled ? stopSettled : stopUnsettled;
  return (await changeLead(store.leads, lead, (current) => note(current, now()))) ?? lead;
}

async function tell(lead: Lead, deps: TellDeps): Promise<boolean> {
  const { bridge, callinglyFor, log } = deps;
  const { callinglyLeadId } = lead;
  const account = bridge.account(lead.account);
  const callingly = account && (await callinglyFor(account));
  // Callingly's id of the lead becomes known with the first call that was read.
  if (!callingly || callinglyLeadId === undefined) return false;
  const about = { leadId: lead.id, account: lead.account };
  try {
    const isStopped = (await callingly.getLead(callinglyLeadId)).is_stopped === true;
    const answer = await noteStop({ ...lead, callinglyLeadId }, isStopped && !blocks(lead), deps);
    if (answer === "awaited") return false;
    if (answer === "noted") await callingly.updateLead(callinglyLeadId, { is_stopped: true });
    if (blocks(lead)) await block(callinglyLeadId, callingly);
    log("info", "redials stopped", about);
    return true;
  } catch (error) {
    log("warn", "redials not stopped", { ...about, error });
    // One that Callingly does not have any more is not redialled.
    return error instanceof CallinglyError && error.status === 404;
  }
}

/**
 * What comes of the two flags is documented nowhere, so it is read back. One that came of neither is tried again.
 * @throws TransientError
 */
async function block(callinglyLeadId: string, callingly: Told): Promise<void> {
  await callingly.updateLead(callinglyLeadId, { is_blocked: true });
  const { is_blocked, is_stopped } = await callingly.getLead(callinglyLeadId);
  if (!is_blocked || !is_stopped) throw new TransientError("Callingly does not show the number as blocked");
}

const MAX_TRIES = 8;

/**
 * Callingly keeps one lead for a phone: a stop would also stop a call that another lead of ours has or is about to get,
 * and those of every later one. Whoever takes a right to the phone after this note sets the stop back; whoever has taken
 * one before is waited for.
 * @param isStopped Callingly's lead is stopped already: what somebody there has stopped is not ours to set back
 */
async function noteStop(
  lead: Lead & { readonly callinglyLeadId: string },
  isStopped: boolean,
  { store: { leads, phones }, now }: TellDeps,
): Promise<"noted" | "awaited" | "theirs"> {
  // The number that Callingly knows it by; an operator may have corrected it since.
  const phone = lead.dialledPhones?.[0] ?? lead.person.phone ?? "";
  const isAwaited = async (rights: PhoneRights) => {
    const others = await Promise.all(ringersOf(rights).map((id) => (id === lead.id ? undefined : leads.find(id))));
    return others.some((other) => other !== undefined && needsPhone(other, rights, now()));
  };
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const rights = await phones.find(lead.account, phone);
    if (rights && (await isAwaited(rights))) return "awaited";
    if (isStopped && rights?.stop === undefined) return "theirs";
    if (await phones.save(stopNoted(rights, lead, phone, now()), rights?.writeId)) return "noted";
  }
  throw new TransientError("Other workers kept writing the right to ring");
}
