import { nameOf, shardsOf } from "../places.ts";
import type { QuotaStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const quotaStore = ({ quotas }: MemoryTable): QuotaStore => ({
  async take(quota) {
    const name = nameOf(quota);
    for (const { key, places } of shardsOf(quota)) {
      const taken = quotas.get(key.pk) ?? new Set();
      if (!taken.has(name) && taken.size >= places) continue;
      quotas.set(key.pk, taken.add(name));
      return true;
    }
    return false;
  },
});
