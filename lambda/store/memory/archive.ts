import type { Archive, ArchivePage } from "../archive.ts";
import { suppressedKey } from "../items/suppressions.ts";
import { accountKey, type MemoryTable, put } from "./memory-table.ts";

export function memoryArchive(table: MemoryTable): Archive {
  const { leads, calls, doNotCallFiles, exchanges, suppressions } = table;
  return {
    leads: () => inPages([...leads.values()]),
    calls: () => inPages([...calls.values()]),
    size: async () => ({ items: leads.size + calls.size, bytes: 0 }),
    async *indexArrivals() {
      // Each is in it from the start.
    },
    doNotCallFiles: () => inPages([...doNotCallFiles.values()]),
    async importDoNotCall(file, given, isWhole) {
      const key = (name: string) => accountKey(file.areaCode, name);
      for (const name of isWhole ? exchanges.keys() : []) if (name.startsWith(key(""))) exchanges.delete(name);
      for (const [name, bits] of given) exchanges.set(key(name), bits);
      doNotCallFiles.set(file.areaCode, file);
    },
    suppressions: () => inPages([...suppressions.values()]),
    async addCall(call) {
      const key = accountKey(call.account, call.callId);
      if (!calls.has(key)) put(table, calls, key, call);
    },
    async lift(seen, lifted) {
      const key = suppressedKey(seen).sk;
      const stored = suppressions.get(key);
      if (stored?.since !== seen.since || stored.lifted !== undefined) return false;
      suppressions.set(key, { ...seen, lifted });
      return true;
    },
  };
}

async function* inPages<T>(items: readonly T[]): AsyncGenerator<ArchivePage<T>, void> {
  for (let start = 0; start < items.length; start += 10) yield { items: items.slice(start, start + 10), unread: [] };
}
