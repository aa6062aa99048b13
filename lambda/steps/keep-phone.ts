import type { Bridge } from "../config/bridge.ts";
import type { Lead } from "../lead/lead.ts";
import { grouped, type Holding, type PhoneRights, rightTaken } from "../lead/phone-right.ts";
import { isVoid } from "../lead/states.ts";
import { later } from "../lead/timing.ts";
import { TransientError } from "../runtime/errors.ts";
import type { Store } from "../store/store.ts";

/**
 * The right to ring a phone, for a lead that is not dialled now: after an operator's decision, or when a table was
 * restored.
 */

export interface KeepDeps {
  readonly bridge: Pick<Bridge, "groupOf" | "phoneWindowMs" | "source">;
  readonly store: Pick<Store, "leads" | "phones">;
  readonly now: () => Date;
  readonly newId: () => string;
}

const MAX_TRIES = 8;

/**
 * Keeps the right to a phone with a lead that is not dialled now, from this moment for a whole window: a later lead
 * must not ring it. If another lead of the group has it, that one keeps it.
 */
export async function keepPhone(lead: Lead, deps: KeepDeps): Promise<void> {
  const { phones } = deps.store;
  const { phone } = lead.person;
  if (phone === undefined) return;
  const group = deps.bridge.groupOf(lead);
  const until = later(deps.now(), deps.bridge.phoneWindowMs);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const rights = await phones.find(lead.account, phone);
    const others = rights ? (await holdingsOf(rights, deps)).filter(({ right }) => right.leadId !== lead.id) : [];
    const isTaken = (each: Holding) =>
      each.group === group && each.right.until > deps.now().toISOString() && each.holder && !isVoid(each.holder);
    if (others.some(isTaken)) return;
    const left = rights && { ...rights, groups: grouped(others) };
    const next = rightTaken(left, lead, phone, { group, until, writeId: deps.newId(), now: deps.now() });
    // The lead that is about to ring stays the dialled one.
    if (await phones.save({ ...next, onLine: rights?.onLine ?? lead.id }, rights?.writeId)) return;
  }
  throw new TransientError("Other workers kept writing the right to ring");
}

/**
 * The holders of the rights, by the groups of today: the configuration may have regrouped the sources since they were
 * taken.
 */
export const holdingsOf = (
  { groups }: PhoneRights,
  { store, bridge }: Pick<KeepDeps, "bridge" | "store">,
): Promise<Holding[]> =>
  Promise.all(
    Object.entries(groups).map(async ([name, right]) => {
      const holder = await store.leads.find(right.leadId);
      const group = holder && bridge.source(holder.source) ? bridge.groupOf(holder) : name;
      return { group, right, holder };
    }),
  );
