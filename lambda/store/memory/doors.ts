import { doorKey } from "../items.ts";
import type { DoorStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const doorStore = ({ doors }: MemoryTable): DoorStore => ({
  async note({ source, at, refusals = {}, formerKey = false }) {
    const { pk, sk } = doorKey(source, at);
    const before = doors.get(pk)?.get(sk);
    const counts = Object.entries(refusals).map(([status, count]) => [status, count + (before?.refusals[status] ?? 0)]);
    const hour = {
      ...before,
      hour: sk,
      refusals: { ...before?.refusals, ...Object.fromEntries(counts) },
      ...(counts.length > 0 && { refusedAt: at.toISOString() }),
      ...(formerKey && { formerKeyAt: at.toISOString() }),
    };
    doors.set(pk, new Map(doors.get(pk)).set(sk, hour));
  },
  async since(source, from) {
    const { pk, sk } = doorKey(source, from);
    const hours = [...(doors.get(pk)?.values() ?? [])].filter(({ hour }) => hour >= sk);
    return hours.toSorted((a, b) => (a.hour < b.hour ? -1 : 1));
  },
});
