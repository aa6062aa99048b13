import type { ClockStore } from "../store.ts";
import { type MemoryTable, saveRevised } from "./memory-table.ts";

export const clockStore = ({ clocks }: MemoryTable): ClockStore => ({
  find: async (account) => clocks.get(account),
  save: async (next) => saveRevised(clocks, next.account, next),
});
