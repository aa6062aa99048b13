import { refOf } from "../../lead/identity.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { claimed, leaseOver } from "../../lead/states.ts";
import { TransientError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore } from "../../store/store.ts";

export interface ClaimDeps {
  readonly store: { readonly leads: LeadStore };
  readonly now: () => Date;
  readonly newId: () => string;
}

/** From here on the lead may ring: first its ref is stored, then it is taken, in one conditional write. */
export async function claim(lead: Lead, team: number, { store, now, newId }: ClaimDeps): Promise<Lead | undefined> {
  const record = lead.record && ({ kind: "crm-record", source: lead.source, ...lead.record } as const);
  const [ref] = await Promise.all([reserveRef(lead, store.leads), record && store.leads.link(record, lead.id)]);
  const dialId = newId();
  const take = (current: Lead) => {
    // Another lead may have joined meanwhile; everything that affects the dial must be as it was.
    const unchanged = current.person.phone === lead.person.phone && current.dueAt === lead.dueAt;
    const next = unchanged ? claimed(current, dialId, team, now()) : undefined;
    return next && { ...next, ref };
  };
  return changeLead(store.leads, lead, take, ({ state, dial }) => state === "dialing" && dial?.id === dialId);
}

/** A dialler that died over the lead cannot note what came of its dial: when its lease has run out, another one does. */
export async function endLease(lead: Lead, { store, now, log, measure }: EndDeps): Promise<void> {
  const { id: leadId, account } = lead;
  const next = await changeLead(store.leads, lead, (current) => leaseOver(current, now()));
  if (!next) return;
  // Two workers that meet the lead at the same moment may both count it.
  measure({ Unknown: 1 });
  log("warn", "lease over", { leadId, account, state: next.state, reason: next.reason });
}

type EndDeps = Omit<ClaimDeps, "newId"> & { readonly log: Log; readonly measure: BridgeMeasure };

async function reserveRef(lead: Lead, leads: LeadStore): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const ref = refOf(lead.acceptId, attempt);
    if (await leads.reserveRef(ref, lead.id)) return ref;
  }
  throw new TransientError("No free ref was found");
}
