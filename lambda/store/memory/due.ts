import type { Call } from "../../lead/call/call.ts";
import type { PutOff } from "../../lead/faults.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Waiting } from "../../lead/measure/backlog.ts";
import { without } from "../../lead/wait.ts";
import { onItsWay, usual } from "../items/due.ts";
import { staysInPlace } from "../items/leads-and-calls.ts";
import type { DueItem, DueStore } from "../store.ts";
import { accountKey, type MemoryTable, put } from "./memory-table.ts";

export function dueStore(table: MemoryTable): DueStore {
  const { leads, calls } = table;
  return {
    async due(worker, before, { limit, after }) {
      const page: { item: DueItem; key: string }[] = [];
      for (const [id, { item, at }] of table.waiting.get(worker) ?? []) {
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
        (item) => liesWith(item) === worker && (before === undefined || (item.dueAt ?? "") < before.toISOString()),
      );
      const isMore = items.length > start + limit;
      return {
        items: items.slice(start, start + limit).map(toWaiting),
        ...(isMore && { next: String(start + limit) }),
      };
    },
    async putOff(item, by) {
      return item.kind === "lead"
        ? putOff(table, leads, item.id, item.dueAt, by)
        : putOff(table, calls, accountKey(item.account, item.callId), item.dueAt, by);
    },
  };
}

/** In whose part of the index. */
const liesWith = (item: Lead | Call) => (staysInPlace(item) ? "dial-lead" : item.dueFor);

function putOff<T extends Lead | Call>(
  table: MemoryTable,
  items: Map<string, T>,
  key: string,
  dueAt: string,
  by: PutOff,
): boolean {
  const stored = items.get(key);
  if (stored?.dueFor !== by.worker || stored.dueAt !== dueAt) return false;
  const { faults, reason } = by;
  put(table, items, key, {
    ...without<Lead | Call>(stored, "wakes"),
    faults,
    dueAt: by.until.toISOString(),
    ...(reason && { reason }),
  } as T);
  return true;
}

/** As the index shows it, which does not tell apart what goes its usual way. */
function toWaiting(item: Lead | Call): Waiting {
  const { reason, dueFor = "dial-lead", dueAt = "", faults } = item;
  const state = onItsWay.has(item.state) ? usual[dueFor] : item.state;
  const about = { state, dueFor, dueAt, ...(reason && { reason }), ...(faults !== undefined && { faults }) };
  if ("hintDigest" in item) {
    const { account, callId, hintedAt } = item;
    return { kind: "call", account, callId, ...about, cameAt: hintedAt, since: hintedAt };
  }
  const { id, receivedAt, releasedAt = receivedAt } = item;
  return { kind: "lead", id, ...about, cameAt: receivedAt, since: releasedAt };
}
