import { sourceHourKey } from "../items/source-hours.ts";
import type { SourceHourStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const sourceHourStore = ({ sourceHours }: MemoryTable): SourceHourStore => ({
  async note({ source, at, refusals = {}, formerKey = false }) {
    const { pk, sk } = sourceHourKey(source, at);
    const before = sourceHours.get(pk)?.get(sk);
    const counts = Object.entries(refusals).map(([status, count]) => [status, count + (before?.refusals[status] ?? 0)]);
    const hour = {
      ...before,
      hour: sk,
      refusals: { ...before?.refusals, ...Object.fromEntries(counts) },
      ...(counts.length > 0 && { refusedAt: at.toISOString() }),
      ...(formerKey && { formerKeyAt: at.toISOString() }),
    };
    sourceHours.set(pk, new Map(sourceHours.get(pk)).set(sk, hour));
  },
  async since(source, from) {
    const { pk, sk } = sourceHourKey(source, from);
    const hours = [...(sourceHours.get(pk)?.values() ?? [])].filter(({ hour }) => hour >= sk);
    return hours.toSorted((a, b) => (a.hour < b.hour ? -1 : 1));
  },
});
