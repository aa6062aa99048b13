import type { CrmRecord } from "../../../lead/lead.ts";
import type { Reading } from "../../contract/intake.ts";

/**
 * A reading with the records that its request stops. An event may be a lead by one setting and a stop by another: it is a
 * stop then, as in doubt nobody is rung.
 */
export function withStops(reading: Reading, stops: readonly CrmRecord[]): Reading {
  if (stops.length === 0) return reading;
  const isStopped = (record: CrmRecord | undefined) =>
    stops.some(({ type, id }) => type === record?.type && id === record.id);
  const leads = reading.kind === "leads" ? reading.leads.filter(({ record }) => !isStopped(record)) : [];
  return { kind: "leads", leads, stops };
}
