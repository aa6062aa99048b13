import { ada } from "../../kit/agents.ts";
import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { missing } from "./errors.ts";

/** What a database holds: records of all models. */

export type Values = Readonly<Record<string, unknown>>;

export interface OdooRecord {
  readonly model: string;
  readonly id: number;
  readonly values: Values;
}

/** The user who the bridge is. */
export const BOT = 7;
/** By id and name, as a field refers to it. */
export const BRIDGE = [BOT, "Bridge"] as const;
const ADA = 8;

const user = (id: number, login: string, email: string | false, partner_id: readonly [number, string]): OdooRecord => ({
  model: "res.users",
  id,
  values: { login, email, partner_id, share: false, active: true },
});

/** What every database begins with: https://github.com/odoo/odoo/blob/19.0/addons/crm/data/crm_stage_data.xml */
const seeded: readonly OdooRecord[] = [
  ...["New", "Qualified", "Proposition", "Won"].map((name, at) => ({
    model: "crm.stage",
    id: at + 1,
    values: { name },
  })),
  { model: "crm.tag", id: 1, values: { name: "Services" } },
  user(BOT, "bridge", false, [17, "Bridge"]),
  user(ADA, ada.email, ada.email, [18, "Ada Fields"]),
];

/** A user's contact, by id and name. */
export const contactOf = (id: number): unknown =>
  seeded.map(({ values }) => values.partner_id).find((partner) => Array.isArray(partner) && partner[0] === id) ?? [
    id,
    "",
  ];

/** Models of which settings name records by their ids. */
const NAMED: readonly string[] = ["crm.stage", "crm.tag", "res.users"];

export interface Database {
  readonly own: OwnWords;
  all(model: string): OdooRecord[];
  /** @throws OdooError where it is not there */
  find(model: string, id: number): OdooRecord;
  /** Made by the bridge, unless the values say otherwise. @returns its id */
  add(model: string, values: Values): number;
  change(record: OdooRecord, values: Values): void;
  /** It is deleted, and its notes go to the one that is left. */
  mergeLeads(loserId: number, winnerId: number): void;
  /** How many records were made. */
  size(): number;
  /** The time, as Odoo writes it. */
  moment(): string;
}

/** @param kept by model and id */
export function database(kept: Kept<OdooRecord>, now: () => number, own: OwnWords): Database {
  const all: Database["all"] = (model) =>
    [...seeded, ...kept.entries().map(([, record]) => record)].filter((record) => record.model === model);
  const find: Database["find"] = (model, id) => {
    const record = all(model).find((each) => each.id === id);
    if (record) return record;
    if (NAMED.includes(model) && own.has(String(id))) return { model, id, values: { name: String(id) } };
    throw missing();
  };
  const moment = (): string => new Date(now()).toISOString().slice(0, 19).replace("T", " ");
  const change: Database["change"] = (record, values) =>
    kept.set(`${record.model} ${record.id}`, { ...record, values: { ...record.values, ...values } });
  return {
    own,
    all,
    find,
    moment,
    change,
    size: () => kept.entries().length,
    add(model, values) {
      const id = 57 + kept.entries().length;
      kept.set(`${model} ${id}`, { model, id, values: { create_uid: BRIDGE, create_date: moment(), ...values } });
      return id;
    },
    mergeLeads(loserId, winnerId) {
      const [loser, winner] = [find("crm.lead", loserId), find("crm.lead", winnerId)];
      kept.set(`crm.lead ${loser.id}`, { ...loser, model: "deleted" });
      for (const note of all("mail.message").filter(({ values }) => values.res_id === loser.id)) {
        change(note, { res_id: winner.id });
      }
    },
  };
}
