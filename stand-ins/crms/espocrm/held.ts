import { ada } from "../../kit/agents.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import type { Entity } from "./shapes.ts";

/** What is held: records of all entities. Its users do not change. */

export type Values = Readonly<Record<string, unknown>>;

export interface EspoRecord {
  readonly entity: Entity;
  readonly id: string;
  readonly values: Values;
  readonly createdAt: string;
  /** It was merged into another. */
  readonly isGone?: true;
}

/** The API user is among them, and no person. */
export const users = [
  { id: "66710000000000ada", type: "regular", isActive: true, userName: "ada", emailAddress: ada.email },
  { id: "66710000000000api", type: "api", isActive: true, userName: "callingly", emailAddress: null },
] as const;

export interface Held {
  /** What counts as being there though nobody entered it. */
  readonly own: OwnWords;
  /** The oldest first. */
  all(entity: Entity): EspoRecord[];
  find(entity: string, id: string): EspoRecord | undefined;
  add(entity: Entity, values: Values): EspoRecord;
  /** @returns the record as it is now */
  change(record: EspoRecord, values: Values): EspoRecord;
  merge(loserId: string, winnerId: string): void;
}

/** @param kept records of all entities, by id */
export function holding(kept: Kept<EspoRecord>, now: () => number, own: OwnWords): Held {
  const keep = (record: EspoRecord): EspoRecord => {
    kept.set(record.id, record);
    return record;
  };
  const all: Held["all"] = (entity) =>
    kept.entries().flatMap(([, record]) => (record.entity === entity && !record.isGone ? [record] : []));
  const find: Held["find"] = (entity, id) => {
    const record = kept.get(id);
    return record?.entity === entity && !record.isGone ? record : undefined;
  };
  const change: Held["change"] = (record, values) => keep({ ...record, values: { ...record.values, ...values } });
  return {
    own,
    all,
    find,
    change,
    add(entity, values) {
      const id = `6671b3a1d${(kept.entries().length + 1).toString(16).padStart(8, "0")}`;
      return keep({ entity, id, values: { ...usual[entity], ...values }, createdAt: moment(now()) });
    },
    merge(loserId, winnerId) {
      const loser = find("Lead", loserId);
      if (!loser || !find("Lead", winnerId)) return;
      for (const call of all("Call").filter(({ values }) => values.parentId === loserId)) {
        change(call, { parentId: winnerId, leadsIds: [winnerId] });
      }
      keep({ ...loser, isGone: true });
    },
  };
}

const usual: Readonly<Record<Entity, Values>> = {
  Lead: { status: "New", doNotCall: false },
  Contact: { doNotCall: false },
  Call: {},
  Webhook: { isActive: true },
};

const moment = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");
