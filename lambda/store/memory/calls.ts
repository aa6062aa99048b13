import { hinted, tied } from "../../lead/call/hint.ts";
import { following } from "../change.ts";
import type { CallStore } from "../store.ts";
import { accountKey, type MemoryTable, put, save } from "./memory-table.ts";

export const callStore = (table: MemoryTable): CallStore => ({
  async hint(hint) {
    const key = accountKey(hint.account, hint.callId);
    const stored = table.calls.get(key);
    const next = hinted(stored, hint);
    if (next) put(table, table.calls, key, stored ? following(stored, next) : next);
    return next !== undefined;
  },
  async tie(hint, leadId) {
    const key = accountKey(hint.account, hint.callId);
    const stored = table.calls.get(key);
    const next = tied(stored, hint, leadId);
    if (next) put(table, table.calls, key, stored ? following(stored, next) : next);
    return (next ?? stored)?.leadId ?? leadId;
  },
  find: async (account, callId) => table.calls.get(accountKey(account, callId)),
  save: async (next) => save(table, table.calls, accountKey(next.account, next.callId), next),
});
