import type { GateStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const gateStore = ({ gates }: MemoryTable): GateStore => ({
  all: async () => [...gates.values()],
  close: async (gate) => void gates.set(gate.on, gate),
  async open({ on, closedAt }) {
    if (gates.get(on)?.closedAt === closedAt) gates.delete(on);
  },
});
