import type { SuppressionStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const suppressionStore = ({ suppressions }: MemoryTable): SuppressionStore => ({
  any: async () => suppressions.size > 0,
  find: async (print) => suppressions.get(print),
});
