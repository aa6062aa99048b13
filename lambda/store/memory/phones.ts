import type { PhoneStore } from "../store.ts";
import { accountKey, type MemoryTable } from "./memory-table.ts";

export const phoneStore = ({ phones }: MemoryTable): PhoneStore => ({
  find: async (account, phone) => phones.get(accountKey(account, phone)),
  async save(next, seen) {
    const key = accountKey(next.account, next.phone);
    const stored = phones.get(key)?.writeId;
    if (stored !== seen) return stored === next.writeId;
    phones.set(key, next);
    return true;
  },
  async remove({ account, phone, writeId }) {
    const key = accountKey(account, phone);
    const isFree = (phones.get(key)?.writeId ?? writeId) === writeId;
    if (isFree) phones.delete(key);
    return isFree;
  },
});
