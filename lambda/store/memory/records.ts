import type { RecordKey, RecordStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const recordStore = ({ recordLeads, stops }: MemoryTable): RecordStore => ({
  async link(record, leadId) {
    recordLeads.set(keyOf(record), (recordLeads.get(keyOf(record)) ?? new Set()).add(leadId));
  },
  leadsOf: async (record) => [...(recordLeads.get(keyOf(record)) ?? [])],
  stop: async (record, at) => void stops.set(keyOf(record), at.toISOString()),
  stoppedAt: async (record) => stops.get(keyOf(record)),
});

const keyOf = ({ of, type, id }: RecordKey): string => `${of} ${type} ${id}`;
