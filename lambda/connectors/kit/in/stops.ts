import type { CrmRecord } from "../../../lead/lead.ts";
import type { Reading, StoppedRecord } from "../../contract/intake.ts";

/**
 * A reading with the records that its request stops. An event may be a lead by one setting and a stop by another: it is a
 * stop then, as in doubt nobody is rung. One that would be a lead of somebody who wants no call says that of the person.
 */
export function withStops(reading: Reading, stops: readonly StoppedRecord[]): Reading {
  if (stops.length === 0) return reading;
  const isSame = (one: CrmRecord, other?: CrmRecord) => one.type === other?.type && one.id === other.id;
  const isStopped = (record: CrmRecord | undefined) => stops.some((stop) => isSame(stop, record));
  const all = reading.kind === "leads" ? reading.leads : [];
  const refusing = all.filter(({ callsRefused }) => callsRefused === true).map(({ record }) => record);
  return {
    kind: "leads",
    leads: all.filter(({ record }) => !isStopped(record)),
    stops: stops.map((stop) =>
      refusing.some((record) => isSame(stop, record)) ? { ...stop, refusesCalls: true } : stop,
    ),
    ...(reading.ended && { ended: reading.ended }),
  };
}
