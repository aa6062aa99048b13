import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import type { Row } from "./filter.ts";
import { badPayload, notThere, Refusal } from "./refusal.ts";
import { isGuid, KEYS, readColumns, type TableName, type Written } from "./tables.ts";

/** The rows of one environment, and what Dataverse lets people do with them. */

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/reference/systemuser */
export const users: readonly Row[] = [
  { systemuserid: "a3c5e7a0-0000-4000-8000-000000000009", internalemailaddress: null, fullname: "# Callingly bridge" },
  {
    systemuserid: "a3c5e7a0-0000-4000-8000-000000000001",
    internalemailaddress: "Ada.Fields@example.com",
    fullname: "Ada Fields",
  },
  {
    systemuserid: "a3c5e7a0-0000-4000-8000-000000000002",
    internalemailaddress: "left.long.ago@example.com",
    fullname: "Left Long Ago",
  },
].map((user, index) => ({ ...user, isdisabled: index === 2, createdon: "2024-01-01T00:00:00Z" }));

const APPLICATION_USER = String(users[0]?.systemuserid);

const DEFAULTS: Readonly<Record<TableName, Written>> = {
  leads: { statecode: 0, statuscode: 1, donotphone: false, merged: false },
  contacts: { statecode: 0, statuscode: 1, donotphone: false, merged: false },
  phonecalls: { statecode: 0, statuscode: 1, directioncode: true, leftvoicemail: false },
  annotations: { isdocument: false },
};

export interface KeptRow {
  readonly table: TableName;
  readonly row: Row;
}

export type Condition = "exists" | "new" | undefined;

export interface Environment {
  rows(table: TableName | "systemusers"): readonly Row[];
  show(table: TableName | "systemusers", id: string): Row | undefined;
  /** What the API is sent. @returns whether it was made. @throws Refusal */
  write(table: TableName, id: string, value: unknown, condition: Condition): boolean;
  /** What somebody does by hand. @returns the id */
  make(table: TableName, values: Written): string;
  change(table: TableName, id: string, values: Written): void;
  remove(table: TableName, id: string): void;
}

/** @param kept rows by their ids; one that was deleted has no key of its table */
export function environment(
  kept: Kept<KeptRow>,
  options: { readonly now: () => number; readonly keepsClosed: boolean; readonly own: OwnWords },
): Environment {
  const stamp = (): string => new Date(options.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const rows: Environment["rows"] = (table) =>
    table === "systemusers"
      ? users
      : kept.entries().flatMap(([, each]) => (each.table === table && each.row[KEYS[table]] ? [each.row] : []));
  const show: Environment["show"] = (table, id) =>
    rows(table).find((row) => String(row[KEYS[table]]).toLowerCase() === id.toLowerCase());
  const keep = (table: TableName, row: Row): void =>
    kept.set(String(row[KEYS[table]]), { table, row: named(table, row) });

  const change: Environment["change"] = (table, id, values) => {
    const row = show(table, id);
    if (!row) throw notThere(table, id);
    keep(table, { ...row, ...values, modifiedon: stamp() });
  };
  const add = (table: TableName, id: string, values: Written): void => {
    const at = stamp();
    keep(table, {
      [KEYS[table]]: id,
      createdon: at,
      modifiedon: at,
      _ownerid_value: APPLICATION_USER,
      ...DEFAULTS[table],
      ...values,
    });
  };

  /** Columns that point to other rows, as they are read. @throws Refusal when such a row is not there */
  const linked = (values: Written): Written =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        if (name === "phonecall_activity_parties") {
          return [[name, (value as Written[]).map((party) => linked(party))]];
        }
        const [, column = ""] = /^([a-z]+)(?:_[a-z_]+)?@odata\.bind$/.exec(name) ?? [];
        if (column === "") return [[name, value]];
        const [, table = "", id = ""] = /^\/(\w+)\((.+)\)$/.exec(String(value)) ?? [];
        const row = show(table as TableName | "systemusers", id);
        if (!row && !options.own.has(id)) throw notThere(table, id);
        if (row?.isdisabled === true) throw new Refusal(403, "0x80040220", "The user is disabled");
        return [[`_${column}_value`, id]];
      }),
    );

  return {
    rows,
    show,
    write(table, id, value, condition) {
      if (!isGuid(id)) throw new Refusal(400, "0x80060888", `The key '${id.slice(0, 40)}' is no Guid`);
      const given = readColumns(table, value, options.own);
      const present = show(table, id);
      if (!present) {
        if (condition === "exists") throw notThere(table, id);
        // A state is not set when a row is made: it begins as an open one.
        const { statecode: _, statuscode: __, ...begun } = given;
        add(table, id, linked(begun));
        return true;
      }
      if (condition === "new") {
        throw new Refusal(412, "0x80060882", "A record with matching key values already exists.");
      }
      if ("phonecall_activity_parties" in given) throw badPayload(table, "Deep update is not supported.");
      const isReopened = given.statecode === 0;
      const isClosed = table === "phonecalls" && present.statecode !== 0 && !options.keepsClosed;
      if (isClosed && !isReopened) throw new Refusal(400, "0x80043b0f", "Cannot update Closed or Cancelled Activity");
      change(table, id, linked(given));
      return false;
    },
    make(table, values) {
      const id = `b0000000-0000-4000-8000-${String(kept.entries().length + 1).padStart(12, "0")}`;
      add(table, id, values);
      return id;
    },
    change,
    remove: (table, id) => kept.set(id, { table, row: {} }),
  };
}

const named = (table: TableName, row: Row): Row =>
  table === "leads" || table === "contacts"
    ? { ...row, fullname: [row.firstname, row.lastname].filter(Boolean).join(" ") }
    : row;
