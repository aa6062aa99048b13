import type { Call } from "../lead/call/call.ts";
import type { Gate } from "../lead/gates.ts";
import type { Worker } from "../lead/item.ts";
import type { Lead } from "../lead/lead.ts";
import type { Archive } from "./archive.ts";
import { accessStore } from "./memory/accesses.ts";
import { memoryArchive } from "./memory/archive.ts";
import { arrivalStore } from "./memory/arrivals.ts";
import { batchStore } from "./memory/batches.ts";
import { callStore } from "./memory/calls.ts";
import { clockStore } from "./memory/clocks.ts";
import { dayStore } from "./memory/days.ts";
import { doNotCallStore } from "./memory/do-not-call.ts";
import { dueStore } from "./memory/due.ts";
import { gateStore } from "./memory/gates.ts";
import { leadStore } from "./memory/leads.ts";
import { mailStore } from "./memory/mails.ts";
import { memoryTable } from "./memory/memory-table.ts";
import { paceStore } from "./memory/paces.ts";
import { phoneStore } from "./memory/phones.ts";
import { quotaStore } from "./memory/quotas.ts";
import { recordStore } from "./memory/records.ts";
import { sourceHourStore } from "./memory/source-hours.ts";
import { suppressionStore } from "./memory/suppressions.ts";
import { backup, dueFrom, expire } from "./memory/table-as-a-whole.ts";
import type { OptOut, Store } from "./store.ts";

/** A store in memory that keeps every promise of the interface, for tests and simulations. */
export interface MemoryStore extends Store {
  readonly archive: Archive;
  allLeads(): Lead[];
  allCalls(): Call[];
  allGates(): Gate[];
  /** The words that are being carried out. */
  allOptOuts(): OptOut[];
  /** Removes expired items, and returns which leads those were. */
  expire(now: Date): Lead[];
  /** A backup of all that it holds. @returns puts everything back to this moment */
  backup(): () => void;
  /** When the first waiting item is due, in milliseconds since 1970; infinity when nothing waits. */
  dueFrom(worker: Worker): number;
}

export function memoryStore(): MemoryStore {
  const table = memoryTable();
  return {
    leads: leadStore(table),
    phones: phoneStore(table),
    calls: callStore(table),
    gates: gateStore(table),
    paces: paceStore(table),
    clocks: clockStore(table),
    accesses: accessStore(table),
    quotas: quotaStore(table),
    sourceHours: sourceHourStore(table),
    suppressions: suppressionStore(table),
    doNotCall: doNotCallStore(table),
    records: recordStore(table),
    due: dueStore(table),
    arrivals: arrivalStore(table),
    batches: batchStore(table),
    days: dayStore(table),
    mails: mailStore(table),
    archive: memoryArchive(table),
    backup: () => backup(table),
    expire: (now) => expire(table, now),
    dueFrom: (worker) => dueFrom(table, worker),
    allLeads: () => [...table.leads.values()],
    allCalls: () => [...table.calls.values()],
    allGates: () => [...table.gates.values()],
    allOptOuts: () => [...table.optOuts.values()],
  };
}
