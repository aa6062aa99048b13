import type { PaceStore } from "../store.ts";
import { type MemoryTable, saveRevised } from "./memory-table.ts";

export const paceStore = ({ paces }: MemoryTable): PaceStore => ({
  find: async (token) => paces.get(token),
  save: async (next) => saveRevised(paces, next.token, next),
});
