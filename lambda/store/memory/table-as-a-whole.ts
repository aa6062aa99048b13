import type { Call } from "../../lead/call/call.ts";
import type { Worker } from "../../lead/item.ts";
import type { Lead } from "../../lead/lead.ts";
import { rightsEnd } from "../../lead/phone-right.ts";
import type { MemoryTable } from "./memory-table.ts";

/** What AWS does with the table besides the steps: it keeps backups and forgets. */

export function backup(table: MemoryTable): () => void {
  const { waiting, ...stored } = table;
  const everything: readonly Map<unknown, unknown>[] = [...Object.values(stored), ...waiting.values()];
  const kept = everything.map((map) => structuredClone([...map]));
  return () => {
    for (const [at, map] of everything.entries()) {
      map.clear();
      for (const [key, value] of structuredClone(kept[at] ?? [])) map.set(key, value);
    }
  };
}

export function expire({ leads, calls, phones, waiting }: MemoryTable, now: Date): Lead[] {
  const seconds = now.getTime() / 1_000;
  const isOver = ({ expiresAt }: Lead | Call) => expiresAt !== undefined && expiresAt <= seconds;
  const over = [...leads].filter(([, lead]) => isOver(lead));
  for (const [id] of over) leads.delete(id);
  for (const [key, call] of calls) if (isOver(call)) calls.delete(key);
  for (const [key, rights] of phones) if (rightsEnd(rights) <= now) phones.delete(key);
  for (const index of waiting.values())
    for (const key of index.keys()) if (!leads.has(key) && !calls.has(key)) index.delete(key);
  return over.map(([, lead]) => lead);
}

export function dueFrom({ waiting }: MemoryTable, worker: Worker): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { at } of waiting.get(worker)?.values() ?? []) if (at < earliest) earliest = at;
  return earliest;
}
