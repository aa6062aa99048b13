import { isDeepStrictEqual } from "node:util";
import { type Call, hinted } from "../lead/call.ts";
import type { AccountClock } from "../lead/clock.ts";
import type { Gate } from "../lead/gates.ts";
import type { Lead } from "../lead/lead.ts";
import type { Pace } from "../lead/pace.ts";
import type { DueItem, Link, Store } from "./store.ts";

/** A store in memory that keeps every promise of the interface, for tests and simulations. */
export interface MemoryStore extends Store {
  allLeads(): Lead[];
  allCalls(): Call[];
  allGates(): Gate[];
}

const linkKey = (to: Link): string =>
  to.kind === "callingly-lead" ? `${to.kind} ${to.account} ${to.id}` : `${to.kind} ${to.source} ${to.type} ${to.id}`;

const callKey = (account: string, callId: string): string => `${account}/${callId}`;

export function memoryStore(): MemoryStore {
  const leads = new Map<string, Lead>();
  const calls = new Map<string, Call>();
  const phones = new Map<string, { leadId: string; until: Date }>();
  const refs = new Map<number, string>();
  const bound = new Map<string, string>();
  const links = new Map<string, Set<string>>();
  const gates = new Map<string, Gate>();
  const paces = new Map<string, Pace>();
  const clocks = new Map<string, AccountClock>();

  function save<T extends { revision: number }>(items: Map<string, T>, key: string, next: T): boolean {
    const stored = items.get(key);
    if (stored === undefined) return false;
    if (stored.revision !== next.revision - 1) return isDeepStrictEqual(stored, next);
    items.set(key, structuredClone(next));
    return true;
  }

  const copy = <T>(item: T | undefined): T | undefined => (item === undefined ? undefined : structuredClone(item));

  return {
    leads: {
      async add(lead) {
        const first = leads.get(lead.id);
        if (first && first.acceptId !== lead.acceptId) return { added: false, first: structuredClone(first) };
        if (!first) leads.set(lead.id, structuredClone(lead));
        return { added: true };
      },
      find: async (id) => copy(leads.get(id)),
      save: async (next) => save(leads, next.id, next),
      async lockPhone({ account, phone, leadId, until }, now) {
        const key = callKey(account, phone);
        const lock = phones.get(key);
        if (lock && lock.leadId !== leadId && lock.until > now) return lock.leadId;
        phones.set(key, { leadId, until });
        return undefined;
      },
      async unlockPhone(account, phone, leadId) {
        if (phones.get(callKey(account, phone))?.leadId === leadId) phones.delete(callKey(account, phone));
      },
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
      findByPhone: async (account, phone) => phones.get(callKey(account, phone))?.leadId,
      findLinked: async (to) => [...(links.get(linkKey(to)) ?? [])],
    },
    calls: {
      async hint(hint) {
        const next = hinted(calls.get(callKey(hint.account, hint.callId)), hint);
        if (next) calls.set(callKey(hint.account, hint.callId), structuredClone(next));
        return next !== undefined;
      },
      find: async (account, callId) => copy(calls.get(callKey(account, callId))),
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
      save: async (clock) => void clocks.set(clock.account, clock),
    },
    due: {
      async due(worker, before, { limit, after }) {
        const waiting: (DueItem & { key: string })[] = [];
        const note = (item: DueItem, key: string) => waiting.push({ ...item, key: `${item.dueAt} ${key}` });
        for (const { id, dueFor, dueAt } of leads.values()) {
          if (dueFor === worker && dueAt !== undefined) note({ kind: "lead", id, dueAt }, id);
        }
        for (const { account, callId, dueFor, dueAt } of calls.values()) {
          if (dueFor === worker && dueAt !== undefined)
            note({ kind: "call", account, callId, dueAt }, callKey(account, callId));
        }
        const page = waiting
          .filter(({ dueAt, key }) => dueAt < before.toISOString() && (after === undefined || key > after))
          .sort((a, b) => (a.key < b.key ? -1 : 1));
        const items = page.slice(0, limit);
        return {
          items: items.map(({ key: _key, ...item }) => item),
          ...(page.length > limit && { next: items.at(-1)?.key }),
        };
      },
    },
    allLeads: () => [...leads.values()].map((lead) => structuredClone(lead)),
    allCalls: () => [...calls.values()].map((call) => structuredClone(call)),
    allGates: () => [...gates.values()],
  };
}
