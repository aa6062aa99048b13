import { isDeepStrictEqual } from "node:util";
import type { AccountClock } from "../../lead/call/account-offset.ts";
import type { Call } from "../../lead/call/call.ts";
import type { StoredAccess } from "../../lead/call/crm-access.ts";
import type { DoNotCallFile, Exchange } from "../../lead/do-not-call-file.ts";
import type { Gate } from "../../lead/gates.ts";
import { type Worker, workers } from "../../lead/item.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Pace } from "../../lead/pace.ts";
import type { PhoneRights } from "../../lead/phone-right.ts";
import type { Suppression } from "../../lead/privacy/suppression.ts";
import type { DueItem, OptOut, RecordStop, SourceHour, StoredDay } from "../store.ts";

/** What the stores in memory share: all that is stored, and what waits, by its key, as the index of the real table. */
export type MemoryTable = ReturnType<typeof memoryTable>;

export const memoryTable = () => ({
  leads: new Map<string, Lead>(),
  calls: new Map<string, Call>(),
  phones: new Map<string, PhoneRights>(),
  gates: new Map<string, Gate>(),
  paces: new Map<string, Pace>(),
  clocks: new Map<string, AccountClock>(),
  accesses: new Map<string, StoredAccess>(),
  quotas: new Map<string, Set<string>>(),
  sourceHours: new Map<string, Map<string, SourceHour>>(),
  days: new Map<string, StoredDay>(),
  mails: new Map<string, { claimedAt: string; tries: number; sentAt?: string }>(),
  suppressions: new Map<string, Suppression>(),
  optOuts: new Map<string, OptOut>(),
  doNotCallFiles: new Map<string, DoNotCallFile>(),
  exchanges: new Map<string, Exchange>(),
  recordLeads: new Map<string, Set<string>>(),
  stops: new Map<string, RecordStop>(),
  waiting: new Map<Worker, Map<string, WaitingItem>>(workers.map((worker) => [worker, new Map()])),
});

interface WaitingItem {
  readonly item: DueItem;
  readonly at: number;
}

/** Of calls, and of whatever else an account has. */
export const accountKey = (account: string, id: string): string => `${account}/${id}`;

/** Stores a lead or call, and puts it where it waits. */
export function put<T extends Lead | Call>(
  { waiting }: MemoryTable,
  items: Map<string, T>,
  key: string,
  next: T,
): void {
  const before = items.get(key)?.dueFor;
  items.set(key, frozen(next));
  const { dueFor, dueAt } = next;
  if (before) waiting.get(before)?.delete(key);
  if (dueFor && dueAt) waiting.get(dueFor)?.set(key, { item: dueItem(next, dueAt), at: Date.parse(dueAt) });
}

/** As {@link put}, of what is stored already and has the revision that `next` follows. */
export function save<T extends Lead | Call>(table: MemoryTable, items: Map<string, T>, key: string, next: T): boolean {
  const stored = items.get(key);
  if (stored === undefined) return false;
  if (stored.revision !== next.revision - 1) return isDeepStrictEqual(stored, next);
  put(table, items, key, next);
  return true;
}

/** Stores what waits for nobody, and whose first revision is 1. */
export function saveRevised<T extends { readonly revision: number }>(
  items: Map<string, T>,
  key: string,
  next: T,
): boolean {
  const stored = items.get(key);
  if ((stored?.revision ?? 0) !== next.revision - 1) return isDeepStrictEqual(stored, next);
  items.set(key, next);
  return true;
}

function dueItem(item: Lead | Call, dueAt: string): DueItem {
  const { reason, faults } = item;
  const about = { dueAt, ...(reason !== undefined && { reason }), ...(faults !== undefined && { faults }) };
  if ("hintDigest" in item) return { kind: "call", account: item.account, callId: item.callId, ...about };
  const { id, heldBy } = item;
  return { kind: "lead", id, ...about, ...(heldBy !== undefined && { heldBy }) };
}

/** Stored items are frozen, so they can be handed out as they are. Parts shared with older items are frozen already. */
function frozen<T extends object>(item: T): T {
  if (Object.isFrozen(item)) return item;
  for (const name in item) {
    const value = item[name];
    if (typeof value === "object" && value !== null) frozen(value);
  }
  return Object.freeze(item);
}
