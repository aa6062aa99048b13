import type { CallinglyClient } from "../../callingly/client.ts";
import { CallinglyError } from "../../callingly/error.ts";
import type { Lead } from "../../lead/lead.ts";
import type { PhoneRights, PhoneStop } from "../../lead/phone-right.ts";
import { isBeingTold, stopLifted } from "../../lead/phone-stop.ts";
import { type DialDecision, dialLater, dialNow } from "../../lead/rules/decision.ts";
import { later, timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import type { PhoneStore } from "../../store/store.ts";

/**
 * Part of step 2: what we stopped at Callingly for an earlier lead of the phone is set back just before the phone is
 * dialled for another. A crash in between sets it back once more.
 */

export interface LiftDeps {
  readonly store: { readonly phones: Pick<PhoneStore, "save"> };
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
}

/** Callingly, as far as it keeps our stops. */
export type Stopped = Pick<CallinglyClient, "getLead" | "updateLead">;

/** @param rights to the phone, as the lead's own was taken */
export async function liftStop(
  { id: leadId, account }: Lead,
  rights: PhoneRights,
  callingly: Stopped,
  { store, now, newId, log }: LiftDeps,
): Promise<DialDecision> {
  const { stop } = rights;
  if (!stop) return dialNow;
  const soon = later(now(), timing.deferral);
  if (isBeingTold(stop, now())) return dialLater("same-phone-waits", soon);
  try {
    await setBack(stop, callingly);
  } catch (error) {
    log("warn", "redials not allowed again", { leadId, account, error });
    return dialLater("callingly-failing", soon);
  }
  // Where another worker writes the rights meanwhile, the next lead of the phone sets back what is set back already.
  await store.phones.save(stopLifted(rights, newId()), rights.writeId);
  log("info", "redials allowed again", { leadId, account });
  return dialNow;
}

async function setBack({ callinglyLeadId, isBlocked }: PhoneStop, callingly: Stopped): Promise<void> {
  try {
    const { is_stopped, result } = await callingly.getLead(callinglyLeadId);
    // Who is dialled now is on the list no more.
    if (isBlocked) await callingly.updateLead(callinglyLeadId, { is_blocked: false });
    // A person who asked the agent to be called no more is stopped by Callingly itself, and that is not ours to undo.
    if (is_stopped === false || result === "removed") return;
    await callingly.updateLead(callinglyLeadId, { is_stopped: false });
  } catch (error) {
    // The dial makes a new one.
    if (!(error instanceof CallinglyError && error.status === 404)) throw error;
  }
}
