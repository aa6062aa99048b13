import type { Source } from "../../config/bridge.ts";
import type { CrmRecord } from "../../lead/lead.ts";
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
  const ids = await records.leadsOf(record);
  await Promise.all(
    ids.map(async (id) => {
      const came = await leads.find(id);
      const lead = came && (await mainOf(came, leads));
      const next = lead && (await changeLead(leads, lead, (current) => stoppedBy(current, at, now())));
      if (next) log("info", "lead stopped by its CRM", { leadId: next.id, account: next.account, state: next.state });
    }),
  );
}
