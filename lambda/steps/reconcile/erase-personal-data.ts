import { noticeOf } from "../../lead/call/notice.ts";
import { isEnd, type Lead } from "../../lead/lead.ts";
import { strippedCall, strippedLater, strippedLead } from "../../lead/privacy/retention.ts";
import { timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { changeCall, changeLead } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";

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
  const waits = await isAwaited(lead, store, now());
  return changeLead(store.leads, lead, (current) => {
    // An operator may have had it called again meanwhile.
    if (current.dueAt !== lead.dueAt || current.expiresAt === undefined) return undefined;
    return waits ? strippedLater(current, timing.reminder, now()) : strippedLead(current, now());
  });
}

/**
 * A result is still to be reported for which the person is needed: that of the lead's own calls, or of the lead that was
 * called for this one, whose results are for both.
 */
async function isAwaited(lead: Lead, { leads, calls }: EraseDeps["store"], now: Date): Promise<boolean> {
  const met = new Set([lead.id]);
  for (let current: Lead | undefined = lead; current; ) {
    if (!isEnd(current.state) || (await hasUntold(current, calls, now))) return true;
    const next: string | undefined = current.mergedInto;
    if (next === undefined || met.has(next)) return false;
    met.add(next);
    current = await leads.find(next);
  }
  return false;
}

/** A CRM that does not take a result, or a notice, for weeks still gets it. */
async function hasUntold(lead: Lead, calls: EraseDeps["store"]["calls"], now: Date): Promise<boolean> {
  const ids = new Set([...lead.calls, lead.callId, noticeOf(lead, now)?.callId].filter((id) => id !== undefined));
  const found = await Promise.all([...ids].map((id) => calls.find(lead.account, id)));
  return found.some((call) => call?.dueFor === "report-call");
}

/** Handles one due call. */
export async function eraseCall(account: string, callId: string, { store, now, log }: EraseDeps): Promise<void> {
  const call = await changeCall(store.calls, { account, callId }, (current) =>
    current.dueFor === "reconcile" && (current.dueAt ?? "") <= now().toISOString()
      ? strippedCall(current, undefined, now())
      : undefined,
  );
  if (call) log("info", "call stripped", { account, callId, state: call.state });
}
