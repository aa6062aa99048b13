import type { RecordKey, RecordStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const recordStore = ({ recordLeads, stops }: MemoryTable): RecordStore => ({
  async link(record, leadId) {
    recordLeads.set(keyOf(record), (recordLeads.get(keyOf(record)) ?? new Set()).add(leadId));
  },
  leadsOf: async (record) => [...(recordLeads.get(keyOf(record)) ?? [])],
  async stop(record, at, said) {
    const before = stops.get(keyOf(record));
    if (said && before && (before.said === undefined || before.said >= said.toISOString())) return;
    stops.set(keyOf(record), { at: at.toISOString(), ...(said && { said: said.toISOString() }) });
  },
  stoppedAt: async (record) => stops.get(keyOf(record)),
});

const keyOf = ({ of, type, id }: RecordKey): string => `${of} ${type} ${id}`;
