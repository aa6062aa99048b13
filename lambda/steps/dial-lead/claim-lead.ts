import { refOf } from "../../lead/identity.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { claimed, leaseOver } from "../../lead/states.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";
import type { Route } from "./load-facts.ts";

export interface ClaimDeps {
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
  readonly newId: () => string;
}

/**
 * From here on the lead may ring: it is taken, in one conditional write. That its phone may ring for it stands in the
 * phone's item already, as it has just taken the right.
 */
export async function claim(
  lead: Lead,
  { team, callingly }: Pick<Route, "team" | "callingly">,
  { store, now, newId }: ClaimDeps,
): Promise<Lead | undefined> {
  const dialId = newId();
  const take = (current: Lead) => {
    // Another lead may have joined meanwhile; everything that affects the dial must be as it was.
    const unchanged = current.person.phone === lead.person.phone && current.dueAt === lead.dueAt;
    const isAsked = current.asked?.said === lead.asked?.said;
    const next = unchanged && isAsked ? claimed(current, dialId, team, now()) : undefined;
    return next && { ...next, ref: refOf(next, callingly.tokenPrint) };
  };
  return changeLead(store.leads, lead, take, ({ state, dial }) => state === "dialing" && dial?.id === dialId);
}

/** A dialler that died over the lead cannot note what came of its dial: when its lease has run out, another one does. */
export async function endLease(lead: Lead, { store, now, log, measure }: LeaseDeps): Promise<void> {
  const { id: leadId, account } = lead;
  const next = await changeLead(store.leads, lead, (current) => leaseOver(current, now()));
  if (!next) return;
  // Two workers that meet the lead at the same moment may both count it.
  measure({ Unknown: 1 });
  log("warn", "lease over", { leadId, account, state: next.state, reason: next.reason });
}

type LeaseDeps = Omit<ClaimDeps, "newId"> & { readonly log: Log; readonly measure: BridgeMeasure };
