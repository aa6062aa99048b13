import { suppressedKey } from "../items/suppressions.ts";
import type { SuppressionStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const suppressionStore = ({ suppressions, optOuts }: MemoryTable): SuppressionStore => ({
  any: async () => suppressions.size > 0,
  about: async (print) => [...suppressions.values()].filter((each) => each.print === print),
  async add(suppression) {
    const key = suppressedKey(suppression).sk;
    const first = suppressions.get(key);
    if (first === undefined || first.lifted !== undefined) suppressions.set(key, suppression);
  },
  begin: async (optOut) => void optOuts.set(optOut.id, optOut),
  begun: async () => [...optOuts.values()],
  finish: async ({ id }) => void optOuts.delete(id),
});
