import type { Source } from "../../config/bridge.ts";
import type { CrmRecord, Lead } from "../../lead/lead.ts";
import { stoppedBy } from "../../lead/stop.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore, RecordKey, RecordStore } from "../../store/store.ts";
import { mainOf } from "./main-of.ts";

/** Part of step 1: a CRM says that a record's person is to be called no more. */

export interface StopDeps {
  readonly leads: Pick<LeadStore, "find" | "save">;
  readonly records: Pick<RecordStore, "leadsOf" | "stop">;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * First it is noted for the record, so that a lead that comes later, or is stored at this moment, meets it before its
 * dial; then the leads that are there learn of it. A repeat changes nothing.
 */
export async function takeStops(records: readonly CrmRecord[], { recordSpace }: Source, deps: StopDeps): Promise<void> {
  const at = deps.now();
  const outcomes = await Promise.allSettled(
    records.map((record) => takeStop({ of: recordSpace, ...record }, at, deps)),
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

async function takeStop(record: RecordKey, at: Date, deps: StopDeps): Promise<void> {
  const { leads, records, now, log } = deps;
  await records.stop(record, at);
  const stop = async (lead: Lead, isOthers = false): Promise<Lead> => {
    const next = await changeLead(leads, lead, (current) => stoppedBy(current, at, now(), isOthers));
    if (next) log("info", "lead stopped by its CRM", { leadId: next.id, account: next.account, state: next.state });
    return next ?? lead;
  };
  const found = await Promise.all((await records.leadsOf(record)).map((id) => leads.find(id)));
  const came = found.filter((lead) => lead !== undefined);
  // Those that are merged learn of it first: whether the lead that rings for them ends is judged by all of them.
  const merged = await Promise.all(came.filter(isMerged).map((lead) => stop(lead)));
  const others = await Promise.all(came.filter((lead) => !isMerged(lead)).map((lead) => stop(lead)));
  await Promise.all(
    [...merged, ...others].filter(isMerged).map(async (lead) => {
      const main = await mainOf(lead, leads);
      if (main && main.id !== lead.id) await stop(main, true);
    }),
  );
}

const isMerged = ({ state }: Lead): boolean => state === "merged";
