import { isDeepStrictEqual } from "node:util";
import type { AccountClock } from "../lead/call/account-offset.ts";
import { type Call, hinted } from "../lead/call/call.ts";
import type { StoredAccess } from "../lead/call/crm-access.ts";
import type { PutOff } from "../lead/faults.ts";
import { type Lead, type Worker, workers } from "../lead/lead.ts";
import type { Waiting } from "../lead/measure/backlog.ts";
import type { Suppression } from "../lead/privacy/suppression.ts";
import type { Gate } from "../lead/rules/gates.ts";
import type { Pace } from "../lead/rules/pace.ts";
import { holdersOf, type PhoneRights } from "../lead/rules/phone-right.ts";
import { without } from "../lead/wait.ts";
import type { Archive, Page } from "./archive.ts";
import { following } from "./change.ts";
import { doorKey, quotaKey } from "./items.ts";
import type { DoorHour, DueItem, Link, Store } from "./store.ts";

/** A store in memory that keeps every promise of the interface, for tests and simulations. */
export interface MemoryStore extends Store {
  readonly archive: Archive;
  allLeads(): Lead[];
  allCalls(): Call[];
  allGates(): Gate[];
  /** Takes away what the table has to forget by now, and says which leads those were. */
  expire(now: Date): Lead[];
  /** A backup of all that it holds. @returns puts everything back to this moment */
  backup(): () => void;
  /** When the first of what waits is due, in milliseconds since 1970; infinity when nothing waits. */
  dueFrom(worker: Worker): number;
}

const linkKey = (to: Link): string =>
  to.kind === "callingly-lead" ? `${to.kind} ${to.account} ${to.id}` : `${to.kind} ${to.source} ${to.type} ${to.id}`;

const callKey = (account: string, callId: string): string => `${account}/${callId}`;

export function memoryStore(): MemoryStore {
  const leads = new Map<string, Lead>();
  const calls = new Map<string, Call>();
  const phones = new Map<string, PhoneRights>();
  const refs = new Map<number, string>();
  const bound = new Map<string, string>();
  const links = new Map<string, Set<string>>();
  const gates = new Map<string, Gate>();
  const paces = new Map<string, Pace>();
  const clocks = new Map<string, AccountClock>();
  const accesses = new Map<string, StoredAccess>();
  const quotas = new Map<string, Set<string>>();
  const doors = new Map<string, Map<string, DoorHour>>();
  const suppressions = new Map<string, Suppression>();
  /** What waits, by its key: as the index of the real table. */
  const waiting = new Map(workers.map((worker) => [worker, new Map<string, { item: DueItem; at: number }>()]));

  function put<T extends Lead | Call>(items: Map<string, T>, key: string, next: T): void {
    const before = items.get(key)?.dueFor;
    items.set(key, frozen(next));
    const { dueFor, dueAt } = next;
    if (before) waiting.get(before)?.delete(key);
    if (dueFor && dueAt) waiting.get(dueFor)?.set(key, { item: dueItem(next, dueAt), at: Date.parse(dueAt) });
  }

  function save<T extends Lead | Call>(items: Map<string, T>, key: string, next: T): boolean {
    const stored = items.get(key);
    if (stored === undefined) return false;
    if (stored.revision !== next.revision - 1) return isDeepStrictEqual(stored, next);
    put(items, key, next);
    return true;
  }

  function putOff<T extends Lead | Call>(items: Map<string, T>, key: string, dueAt: string, by: PutOff): boolean {
    const stored = items.get(key);
    if (stored?.dueFor !== by.worker || stored.dueAt !== dueAt) return false;
    const { faults, reason } = by;
    put(items, key, {
      ...without<Lead | Call>(stored, "wakes"),
      faults,
      dueAt: by.until.toISOString(),
      ...(reason && { reason }),
    } as T);
    return true;
  }

  const everything: readonly Map<unknown, unknown>[] = [
    ...[leads, calls, phones, refs, bound, links, gates, paces, clocks, accesses, quotas, doors, suppressions],
    ...waiting.values(),
  ];

  return {
    backup() {
      const kept = everything.map((map) => structuredClone([...map]));
      return () => {
        for (const [at, map] of everything.entries()) {
          map.clear();
          for (const [key, value] of structuredClone(kept[at] ?? [])) map.set(key, value);
        }
      };
    },
    leads: {
      async add(lead) {
        const first = leads.get(lead.id);
        if (first && first.acceptId !== lead.acceptId) return { added: false, first };
        if (!first) put(leads, lead.id, lead);
        return { added: true };
      },
      find: async (id) => leads.get(id),
      save: async (next) => save(leads, next.id, next),
      async reserveRef(ref, leadId) {
        const holder = refs.get(ref) ?? leadId;
        refs.set(ref, holder);
        return holder === leadId;
      },
      async bindCall(account, callId, leadId) {
        const key = callKey(account, callId);
        const holder = bound.get(key) ?? leadId;
        bound.set(key, holder);
        return holder;
      },
      findByCall: async (account, callId) => bound.get(callKey(account, callId)),
      async link(to, leadId) {
        links.set(linkKey(to), (links.get(linkKey(to)) ?? new Set()).add(leadId));
      },
      findByRef: async (ref) => refs.get(ref),
      async findByPhone(account, phone) {
        const rights = phones.get(callKey(account, phone));
        return rights ? holdersOf(rights) : [];
      },
      findLinked: async (to) => [...(links.get(linkKey(to)) ?? [])],
    },
    phones: {
      find: async (account, phone) => phones.get(callKey(account, phone)),
      async save(next, seen) {
        const key = callKey(next.account, next.phone);
        const stored = phones.get(key)?.writeId;
        if (stored !== seen) return stored === next.writeId;
        phones.set(key, next);
        return true;
      },
      async remove({ account, phone, writeId }) {
        const key = callKey(account, phone);
        const isFree = (phones.get(key)?.writeId ?? writeId) === writeId;
        if (isFree) phones.delete(key);
        return isFree;
      },
    },
    calls: {
      async hint(hint) {
        const key = callKey(hint.account, hint.callId);
        const stored = calls.get(key);
        const next = hinted(stored, hint);
        if (next) put(calls, key, stored ? following(stored, next) : next);
        return next !== undefined;
      },
      find: async (account, callId) => calls.get(callKey(account, callId)),
      save: async (next) => save(calls, callKey(next.account, next.callId), next),
    },
    gates: {
      all: async () => [...gates.values()],
      close: async (gate) => void gates.set(gate.on, gate),
      async open({ on, closedAt }) {
        if (gates.get(on)?.closedAt === closedAt) gates.delete(on);
      },
    },
    paces: {
      find: async (token) => paces.get(token),
      async save(next) {
        const stored = paces.get(next.token);
        if ((stored?.revision ?? 0) !== next.revision - 1) return isDeepStrictEqual(stored, next);
        paces.set(next.token, next);
        return true;
      },
    },
    clocks: {
      find: async (account) => clocks.get(account),
      async save(next) {
        const stored = clocks.get(next.account);
        if ((stored?.revision ?? 0) !== next.revision - 1) return isDeepStrictEqual(stored, next);
        clocks.set(next.account, next);
        return true;
      },
    },
    accesses: {
      find: async (crm, origin) => accesses.get(`${crm} ${origin}`),
      async save(next) {
        const key = `${next.crm} ${next.origin}`;
        const stored = accesses.get(key);
        if ((stored?.revision ?? 0) !== next.revision - 1) return isDeepStrictEqual(stored, next);
        accesses.set(key, next);
        return true;
      },
    },
    quotas: {
      async take(quota) {
        const key = quotaKey(quota).pk;
        const taken = quotas.get(key) ?? new Set();
        if (!taken.has(quota.who) && taken.size >= quota.limit) return false;
        quotas.set(key, taken.add(quota.who));
        return true;
      },
    },
    doors: {
      async note({ source, at, refusals = {}, formerKey = false }) {
        const { pk, sk } = doorKey(source, at);
        const before = doors.get(pk)?.get(sk);
        const counts = Object.entries(refusals).map(([status, count]) => [
          status,
          count + (before?.refusals[status] ?? 0),
        ]);
        const hour = {
          ...before,
          hour: sk,
          refusals: { ...before?.refusals, ...Object.fromEntries(counts) },
          ...(counts.length > 0 && { refusedAt: at.toISOString() }),
          ...(formerKey && { formerKeyAt: at.toISOString() }),
        };
        doors.set(pk, new Map(doors.get(pk)).set(sk, hour));
      },
      async since(source, from) {
        const { pk, sk } = doorKey(source, from);
        const hours = [...(doors.get(pk)?.values() ?? [])].filter(({ hour }) => hour >= sk);
        return hours.toSorted((a, b) => (a.hour < b.hour ? -1 : 1));
      },
    },
    suppressions: {
      any: async () => suppressions.size > 0,
      find: async (print) => suppressions.get(print),
    },
    archive: {
      leads: () => inPages([...leads.values()]),
      calls: () => inPages([...calls.values()]),
      suppressions: () => inPages([...suppressions.values()]),
      async addCall(call) {
        const key = callKey(call.account, call.callId);
        if (!calls.has(key)) put(calls, key, call);
      },
      async suppress(suppression) {
        if (!suppressions.has(suppression.print)) suppressions.set(suppression.print, suppression);
      },
      lift: async ({ print, since }) => suppressions.get(print)?.since === since && suppressions.delete(print),
    },
    due: {
      async due(worker, before, { limit, after }) {
        const page: { item: DueItem; key: string }[] = [];
        for (const [id, { item, at }] of waiting.get(worker) ?? []) {
          const key = `${item.dueAt} ${id}`;
          if (at < before.getTime() && (after === undefined || key > after)) page.push({ item, key });
        }
        page.sort((a, b) => (a.key < b.key ? -1 : 1));
        const shown = page.slice(0, limit);
        return { items: shown.map(({ item }) => item), ...(page.length > limit && { next: shown.at(-1)?.key }) };
      },
      async waiting(worker, { limit, after = "0" }, before) {
        const start = Number(after);
        const items = [...leads.values(), ...calls.values()].filter(
          ({ dueFor, dueAt = "" }) => dueFor === worker && (before === undefined || dueAt < before.toISOString()),
        );
        const isMore = items.length > start + limit;
        return {
          items: items.slice(start, start + limit).map(toWaiting),
          ...(isMore && { next: String(start + limit) }),
        };
      },
      async putOff(item, by) {
        return item.kind === "lead"
          ? putOff(leads, item.id, item.dueAt, by)
          : putOff(calls, callKey(item.account, item.callId), item.dueAt, by);
      },
    },
    expire(now) {
      const seconds = now.getTime() / 1_000;
      const isOver = ({ expiresAt }: Lead | Call) => expiresAt !== undefined && expiresAt <= seconds;
      const over = [...leads].filter(([, lead]) => isOver(lead));
      for (const [id] of over) leads.delete(id);
      for (const [key, call] of calls) if (isOver(call)) calls.delete(key);
      for (const index of waiting.values())
        for (const key of index.keys()) if (!leads.has(key) && !calls.has(key)) index.delete(key);
      return over.map(([, lead]) => lead);
    },
    dueFrom(worker) {
      let earliest = Number.POSITIVE_INFINITY;
      for (const { at } of waiting.get(worker)?.values() ?? []) if (at < earliest) earliest = at;
      return earliest;
    },
    allLeads: () => [...leads.values()],
    allCalls: () => [...calls.values()],
    allGates: () => [...gates.values()],
  };
}

const toWaiting = (item: Lead | Call): Waiting => {
  const about = { state: item.state, reason: item.reason, dueFor: item.dueFor ?? "" };
  return "hintDigest" in item
    ? { kind: "call", ...about, since: item.hintedAt }
    : { kind: "lead", ...about, since: item.releasedAt ?? item.receivedAt };
};
async function* inPages<T>(items: readonly T[]): AsyncGenerator<Page<T>, void> {
  for (let start = 0; start < items.length; start += 10) yield { items: items.slice(start, start + 10), unread: [] };
}

function dueItem(item: Lead | Call, dueAt: string): DueItem {
  const about = { dueAt, ...(item.faults !== undefined && { faults: item.faults }) };
  return "hintDigest" in item
    ? { kind: "call", account: item.account, callId: item.callId, ...about }
    : { kind: "lead", id: item.id, ...about };
}

/** Nobody may change what is stored, so it can be handed out as it is. What it shares with older items is frozen already. */
function frozen<T extends object>(item: T): T {
  if (Object.isFrozen(item)) return item;
  for (const name in item) {
    const value = item[name];
    if (typeof value === "object" && value !== null) frozen(value);
  }
  return Object.freeze(item);
}
