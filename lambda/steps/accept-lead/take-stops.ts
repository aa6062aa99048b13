import type { Bridge, Source } from "../../config/bridge.ts";
import type { StoppedRecord } from "../../connectors/contract/intake.ts";
import type { Lead } from "../../lead/lead.ts";
import { identifiersOf } from "../../lead/privacy/suppression.ts";
import { stoppedBy } from "../../lead/stop.ts";
import type { Log } from "../../runtime/log.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore, RecordKey, RecordStore } from "../../store/store.ts";
import { mainOf } from "../main-of.ts";
import { type OptOutOf, scopeOf } from "../opt-out.ts";

/** Part of step 1: a CRM says that a record's person is to be called no more. */

export interface StopDeps {
  readonly bridge: Pick<Bridge, "businessOf">;
  readonly optOut: OptOutOf;
  readonly leads: Pick<LeadStore, "find" | "save">;
  readonly records: Pick<RecordStore, "leadsOf" | "stop">;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * First it is noted for the record, so that a lead that comes later, or is stored at this moment, meets it before its
 * dial; then the leads that are there learn of it. A repeat changes nothing.
 */
export async function takeStops(records: readonly StoppedRecord[], source: Source, deps: StopDeps): Promise<void> {
  const at = deps.now();
  const outcomes = await Promise.allSettled(
    records.map(async ({ type, id, refusesCalls }) => {
      const came = await takeStop({ of: source.recordSpace, type, id }, at, deps);
      if (refusesCalls) await refuse(came, source, deps);
    }),
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

/** The numbers that the leads of a record brought. One whose leads are erased by now is known to nobody. */
async function refuse(came: readonly Lead[], source: Source, { optOut, bridge }: StopDeps): Promise<void> {
  const phones = [...new Set(came.flatMap((lead) => identifiersOf(lead).phones))];
  await optOut({ phones, emails: [] }, { way: "crm", scope: scopeOf(source, bridge), by: source.source });
}

/** @returns the leads that came with the record */
async function takeStop(record: RecordKey, at: Date, deps: StopDeps): Promise<readonly Lead[]> {
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
  return came;
}

const isMerged = ({ state }: Lead): boolean => state === "merged";
