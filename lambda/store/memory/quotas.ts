import { quotaKey } from "../items.ts";
import type { QuotaStore } from "../store.ts";
import type { MemoryTable } from "./memory-table.ts";

export const quotaStore = ({ quotas }: MemoryTable): QuotaStore => ({
  async take(quota) {
    const key = quotaKey(quota).pk;
    const taken = quotas.get(key) ?? new Set();
    if (!taken.has(quota.who) && taken.size >= quota.limit) return false;
    quotas.set(key, taken.add(quota.who));
    return true;
  },
});
