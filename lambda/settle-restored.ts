import type { Bridge } from "./config/bridge.ts";
import type { Lead, Restoration } from "./lead/lead.ts";
import { rightTaken } from "./lead/phone-right.ts";
import { restored } from "./lead/restored.ts";
import { later } from "./lead/timing.ts";
import { TransientError } from "./runtime/errors.ts";
import { changeLead } from "./store/change.ts";
import type { Store } from "./store/store.ts";

/** An operator put the table back to an earlier moment: what may have rung since is looked for, not rung. */

export interface SettleDeps {
  readonly bridge: Pick<Bridge, "groupOf" | "phoneWindowMs">;
  readonly store: Pick<Store, "leads" | "phones">;
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * May be repeated, whenever it broke off: what is noted on a lead already stays as it is.
 * @returns the lead as it was written, or undefined when nothing can have happened to it
 */
export async function settleRestored(
  lead: Lead,
  restoration: Restoration,
  deps: SettleDeps,
): Promise<Lead | undefined> {
  const { store, now } = deps;
  const next = restored(lead, restoration, now());
  // First the phone, as the right to it may be newer than the table: a lead that comes now must not ring it.
  if (next?.state === "unknown") await keepPhone(lead, deps);
  return next && changeLead(store.leads, lead, (current) => restored(current, restoration, now()));
}

const MAX_TRIES = 8;

/** As it may have been rung until this moment, the whole window begins anew. Another lead of the group that has it, keeps it. */
async function keepPhone(lead: Lead, { bridge, store, now, newId }: SettleDeps): Promise<void> {
  const { account, person } = lead;
  if (person.phone === undefined) return;
  const group = bridge.groupOf(lead);
  const until = later(now(), bridge.phoneWindowMs);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const rights = await store.phones.find(account, person.phone);
    const right = rights?.groups[group];
    if (right && right.leadId !== lead.id && right.until > now().toISOString()) return;
    const next = rightTaken(rights, lead, person.phone, { group, until, writeId: newId() });
    if (await store.phones.save(next, rights?.writeId)) return;
  }
  throw new TransientError("The right to ring was written by others all the time");
}
