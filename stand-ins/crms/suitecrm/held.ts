import { ada } from "../../kit/agents.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { Refusal } from "./answers.ts";
import type { Module } from "./fields.ts";

/** What is held: records of all modules, users among them, who do not change. */

export type Values = Readonly<Record<string, string>>;

export interface SuiteRecord {
  readonly module: string;
  readonly id: string;
  readonly values: Values;
  /** It was merged into another: its id stays taken. */
  readonly isDeleted?: true;
}

const user = (id: string, values: Values): SuiteRecord => ({
  module: "Users",
  id: `5f9c0b1e-2222-4a4a-8c8c-${id}`,
  values: { ...values, status: "Active" },
});

/** As whom the bridge is let in. */
export const bridgeUser = user("000000000007", {
  user_name: "bridge",
  first_name: "",
  last_name: "Bridge",
  email1: "",
});

const adasUser = user("000000000008", { user_name: "ada", first_name: "Ada", last_name: "Fields", email1: ada.email });

export interface Held {
  /** What counts as being there though nobody entered it. */
  readonly own: OwnWords;
  all(module: string): SuiteRecord[];
  /** @throws Refusal */
  find(module: string, id: string): SuiteRecord;
  /** Also by what is deleted. */
  isTaken(id: string): boolean;
  add(module: Module, id: string, values: Values): SuiteRecord;
  /** @returns the record as it is now */
  change(record: SuiteRecord, values: Values): SuiteRecord;
  merge(loserId: string, winnerId: string): void;
}

/** @param kept records of all modules, by id */
export function holding(kept: Kept<SuiteRecord>, now: () => number, own: OwnWords): Held {
  const keep = (record: SuiteRecord): SuiteRecord => {
    kept.set(record.id, record);
    return record;
  };
  const all: Held["all"] = (module) =>
    [adasUser, bridgeUser, ...kept.entries().map(([, record]) => record)].filter(
      (record) => record.module === module && !record.isDeleted,
    );
  const change: Held["change"] = (record, values) => keep({ ...record, values: { ...record.values, ...values } });
  return {
    own,
    all,
    change,
    find(module, id) {
      const record = all(module).find((each) => each.id === id);
      if (!record) throw new Refusal(`${module} module with id ${id} is not found`);
      return record;
    },
    isTaken: (id) => kept.get(id) !== undefined,
    add: (module, id, values) =>
      keep({ module, id, values: { ...values, date_entered: new Date(now()).toISOString() } }),
    merge(loserId, winnerId) {
      const [loser, winner] = [loserId, winnerId].map((id) => kept.get(id));
      if (!loser || !winner) return;
      for (const each of [...all("Calls"), ...all("Notes")].filter(({ values }) => values.parent_id === loserId)) {
        change(each, { parent_type: winner.module, parent_id: winnerId });
      }
      keep({ ...loser, isDeleted: true });
    },
  };
}
