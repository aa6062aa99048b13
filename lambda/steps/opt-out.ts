import type { Bridge, Source } from "../config/bridge.ts";
import type { Lead } from "../lead/lead.ts";
import { ringersOf } from "../lead/phone-right.ts";
import {
  atSource,
  binds,
  everywhere,
  type Identifiers,
  identifiersOf,
  optedOut,
  printsOf,
  type Suppression,
  type Word,
} from "../lead/privacy/suppression.ts";
import type { Log } from "../runtime/log.ts";
import { changeLead } from "../store/change.ts";
import type { LeadStore, OptOut, PhoneStore, SuppressionStore } from "../store/store.ts";
import { type GroupBridge, reachOf } from "./reach.ts";
import { settleEach } from "./work-due.ts";

/**
 * Somebody is not to be called any more. Who sends the word hears that it counts only once all of this is done:
 *
 * 1. What is to be done is noted, so that a crash leaves it to the next minute's tick.
 * 2. The number comes on the list.
 * 3. The leads that have taken a right to the phone are stopped.
 *
 * A dialler takes that right, looks at the list, and then claims its lead. So it meets the word on the list, or its right
 * was there before the word and is met here: the lead is written, and the claim fails. No order of the two rings.
 */

export interface OptOutDeps {
  readonly bridge: GroupBridge & Pick<Bridge, "accounts">;
  readonly store: {
    readonly suppressions: Pick<SuppressionStore, "begin" | "add" | "finish">;
    readonly phones: Pick<PhoneStore, "find">;
    readonly leads: Pick<LeadStore, "find" | "save">;
  };
  readonly now: () => Date;
  readonly log: Log;
}

export interface SeededDeps extends OptOutDeps {
  /** Seeds of the key, the one for new hashes first. */
  readonly seeds: () => Promise<readonly string[]>;
}

/** As {@link optOut}, for a step that hears of it among other things. */
export type OptOutOf = (who: Identifiers, word: Word) => Promise<void>;

/** Whom a word binds that comes through a source. */
export function scopeOf(
  { source, optOut }: Pick<Source, "source" | "optOut">,
  { businessOf }: Pick<Bridge, "businessOf">,
): string {
  const business = optOut === "own" ? businessOf(source) : undefined;
  return business ? atSource(source, business) : everywhere;
}

/** A repeat changes nothing. */
export async function optOut(who: Identifiers, word: Word, deps: SeededDeps): Promise<void> {
  const { store, now } = deps;
  const [seed] = await deps.seeds();
  if (seed === undefined) throw new Error("The secret of the suppression key holds no seed");
  const since = now().toISOString();
  const entries = printsOf(seed, who).map((each) => ({ ...each, ...word, since }));
  const [first] = entries;
  if (first === undefined) return;
  const begun = { id: `${first.print} ${first.scope} ${first.by}`, phones: who.phones, entries };
  await store.suppressions.begin(begun);
  await carryOut(begun, deps);
}

/** What a worker began that died over it. */
export const finishOptOuts = async (
  deps: OptOutDeps & { readonly store: { readonly suppressions: Pick<SuppressionStore, "begun"> } },
): Promise<void> => settleEach(await deps.store.suppressions.begun(), (begun) => carryOut(begun, deps), deps.log);

async function carryOut(begun: OptOut, deps: OptOutDeps): Promise<void> {
  const { bridge, store } = deps;
  for (const entry of begun.entries) await store.suppressions.add(entry);
  const [entry] = begun.entries;
  for (const { name: account } of entry ? bridge.accounts : []) {
    for (const phone of begun.phones) await stopLeads(account, phone, entry as Suppression, deps);
  }
  await store.suppressions.finish(begun);
}

/** Stops the leads that the phone may ring for, or may have rung for, as far as the word binds those who call them. */
async function stopLeads(account: string, phone: string, entry: Suppression, deps: OptOutDeps): Promise<void> {
  const { bridge, store, now, log } = deps;
  const rights = await store.phones.find(account, phone);
  const since = new Date(entry.since);
  const stop = (lead: Lead) => {
    const isMeant = identifiersOf(lead).phones.includes(phone) && binds(entry, reachOf(lead, bridge));
    return isMeant ? optedOut(lead, since, entry.scope === everywhere ? "all" : "own", now()) : undefined;
  };
  for (const leadId of rights ? ringersOf(rights) : []) {
    const next = await changeLead(store.leads, leadId, stop);
    if (next) log("info", "lead stopped by its person", { leadId, account, state: next.state });
  }
}
