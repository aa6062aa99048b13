import type { Call } from "../../lead/call/call.ts";
import { noticeOf, noticeOfOptOut } from "../../lead/call/notice.ts";
import { isEnd, type Lead } from "../../lead/lead.ts";
import { strippedCall, strippedLater, strippedLead } from "../../lead/privacy/retention.ts";
import { timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { changeCall, changeLead } from "../../store/change.ts";
import type { CallStore, Store } from "../../store/store.ts";

/**
 * Part of step 5: the personal data of ended leads and calls is erased when its time is over. Waiting ones keep theirs.
 */

export interface EraseDeps {
  readonly store: Pick<Store, "leads" | "calls">;
  readonly now: () => Date;
  readonly log: Log;
}

/** @param lead one that has ended, and whose time has come */
export async function eraseLead(lead: Lead, { store, now }: EraseDeps): Promise<Lead | undefined> {
  const calls = await callsOf(lead, store.calls, now());
  const waits = calls.some(isUntold) || (await isAwaited(lead.mergedInto, store, now()));
  // Its calls first: a crash in between leaves a lead that is still due.
  if (!waits) for (const call of calls) await eraseWith(lead, call, { store, now });
  return changeLead(store.leads, lead, (current) => {
    // An operator may have had it called again meanwhile.
    if (current.dueAt !== lead.dueAt || current.expiresAt === undefined) return undefined;
    return waits ? strippedLater(current, timing.reminder, now()) : strippedLead(current, now());
  });
}

/** A result is still to be reported of the lead that was called for this one: its results are for both. */
async function isAwaited(into: string | undefined, { leads, calls }: EraseDeps["store"], now: Date): Promise<boolean> {
  const met = new Set<string>();
  for (let id = into; id !== undefined && !met.has(id); ) {
    met.add(id);
    const lead = await leads.find(id);
    if (!lead) return false;
    if (!isEnd(lead.state) || (await callsOf(lead, calls, now)).some(isUntold)) return true;
    id = lead.mergedInto;
  }
  return false;
}

/** A CRM that does not take a result, or a notice, for weeks still gets it. */
const isUntold = ({ dueFor }: Call): boolean => dueFor === "report-call";

/** A lead's calls and the notices of it, as far as there are any. */
async function callsOf(lead: Lead, calls: CallStore, now: Date): Promise<Call[]> {
  const notices = [noticeOf(lead, now), lead.stop?.optOut && noticeOfOptOut(lead, now)];
  const ids = new Set([...lead.calls, lead.callId, ...notices.map((notice) => notice?.callId)]);
  const found = await Promise.all([...ids].map((id) => (id === undefined ? undefined : calls.find(lead.account, id))));
  return found.filter((call) => call !== undefined);
}

async function eraseWith(lead: Lead, call: Call, { store, now }: Omit<EraseDeps, "log">): Promise<void> {
  if (call.strippedAt !== undefined) return;
  await changeCall(store.calls, call, (current) =>
    isUntold(current) || current.strippedAt !== undefined ? undefined : strippedCall(current, lead, now()),
  );
}

/** Handles one due call: one that its lead does not list, or no longer. */
export async function eraseCall(account: string, callId: string, { store, now, log }: EraseDeps): Promise<void> {
  const call = await changeCall(store.calls, { account, callId }, (current) =>
    current.dueFor === "reconcile" && (current.dueAt ?? "") <= now().toISOString()
      ? strippedCall(current, undefined, now())
      : undefined,
  );
  if (call) log("info", "call stripped", { account, callId, state: call.state });
}
