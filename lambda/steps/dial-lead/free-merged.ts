import { freed, parted } from "../../lead/decisions.ts";
import { sharesWord } from "../../lead/last-word.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";
import { comesFromStrangers, type WordDeps } from "./hear-last-word.ts";
import { type GiveDeps, givePhoneBack } from "./take-phone.ts";

export type FreeDeps = GiveDeps & {
  readonly bridge: WordDeps["bridge"];
  readonly store: { readonly leads: LeadStore };
  readonly log: Log;
};

/**
 * Part of step 2: a lead is about to wait for another time. It gives its phone back, and those that were merged into it ring
 * for themselves, but for earlier requests of the same person by the same form, which still share its ring. While this
 * goes on the lead stays due, so that another worker ends what one began that died.
 * @returns the lead as it is now
 */
export async function freeMerged(lead: Lead, deps: FreeDeps): Promise<Lead> {
  if (lead.ringsPossible > 0 || lead.merged.length === 0) return lead;
  const { bridge, store, now, log } = deps;
  await givePhoneBack(lead, deps);
  let left = lead;
  for (const id of lead.merged) {
    const next = await changeLead(store.leads, id, (current) =>
      sharesWord(current, lead, comesFromStrangers(current, bridge))
        ? undefined
        : freed(current, lead.id, undefined, now()),
    );
    if (!next) continue;
    left = (await changeLead(store.leads, left, (current) => parted(current, id))) ?? left;
    log("info", "lead freed", { leadId: id, account: lead.account, state: next.state });
  }
  return left;
}
