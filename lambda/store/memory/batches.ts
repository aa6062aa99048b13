import type { BatchStore } from "../store.ts";
import { accountKey, type MemoryTable } from "./memory-table.ts";

export const batchStore = ({ leads, calls }: MemoryTable): BatchStore => ({
  leads: async (ids) => ({ items: present([...new Set(ids)], (id) => leads.get(id)), unread: [] }),
  calls: async (keys) => ({
    items: present([...new Set(keys.map(({ account, callId }) => accountKey(account, callId)))], (key) =>
      calls.get(key),
    ),
    unread: [],
  }),
});

const present = <Key, T>(keys: readonly Key[], find: (key: Key) => T | undefined): T[] =>
  keys.flatMap((key) => find(key) ?? []);
