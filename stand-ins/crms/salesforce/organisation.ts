import type { Kept } from "../../kit/kept.ts";
import type { OwnWords } from "../../kit/own-words.ts";
import { isObject, type ObjectName, readFields, type Written } from "./objects.ts";
import { Refusal } from "./refusal.ts";
import type { Row } from "./soql.ts";

/** The records of one organisation, and what Salesforce lets people do with them. */

/** Its users: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
const users: readonly Row[] = [
  { Id: "0055e0000000009AAA", Email: "integration@example.com", Name: "Integration User", IsActive: true },
  { Id: "0055e0000000001AAA", Email: "Ada.Fields@example.com", Name: "Ada Fields", IsActive: true },
  { Id: "0055e0000000002AAA", Email: "left.long.ago@example.com", Name: "Left Long Ago", IsActive: false },
].map((user) => ({ ...user, Username: user.Email, UserType: "Standard", CreatedDate: "2024-01-01T00:00:00.000+0000" }));

/** The one that the bridge is. */
const INTEGRATION_USER = "0055e0000000009AAA";

const PREFIX: Readonly<Record<ObjectName, string>> = { Lead: "00Q", Contact: "003", Task: "00T", Event: "00U" };

/** What a record has that nobody gave it. */
const DEFAULTS: Readonly<Record<ObjectName, Written>> = {
  Lead: { Status: "Open - Not Contacted", DoNotCall: false, IsConverted: false },
  Contact: { DoNotCall: false },
  Task: { Status: "Not Started", Priority: "Normal", TaskSubtype: "Task" },
  Event: { IsAllDayEvent: false, IsChild: false },
};

export interface KeptRecord {
  readonly object: ObjectName;
  readonly row: Row;
}

export interface Organisation {
  rows(object: string): readonly Row[];
  /** Whether or not it was deleted. */
  show(id: string): Row | undefined;
  /** What the API is sent. Without an id a record is made. @returns its id. @throws Refusal */
  write(object: ObjectName, id: string | undefined, value: unknown): string;
  /** @throws Refusal */
  upsert(object: ObjectName, field: string, key: string, value: unknown): Upserted;
  /** What somebody does by hand. @returns the id */
  make(object: ObjectName, values: Written): string;
  change(id: string, values: Written): void;
}

export type Upserted = { readonly id: string; readonly isNew: boolean } | { readonly several: readonly string[] };

/** @param kept records by their ids */
export function organisation(kept: Kept<KeptRecord>, now: () => number, own: OwnWords): Organisation {
  const all = (object: ObjectName): Row[] =>
    kept.entries().flatMap(([, entry]) => (entry.object === object ? [entry.row] : []));
  const find = (id: string): KeptRecord | undefined =>
    kept.entries().find(([key]) => key.slice(0, 15) === id.slice(0, 15))?.[1];
  const keep = (object: ObjectName, row: Row): void => kept.set(String(row.Id), { object, row: named(object, row) });
  const stamp = (): string => new Date(now()).toISOString().replace("Z", "+0000");

  const change: Organisation["change"] = (id, values) => {
    const { object, row } = find(id) ?? missing();
    keep(object, { ...row, ...values, LastModifiedDate: stamp() });
  };

  const make: Organisation["make"] = (object, values) => {
    const count = String(all(object).length + 1).padStart(10, "0");
    const id = `${PREFIX[object]}5e${count}${/[A-Z]/.test(PREFIX[object]) ? "E" : "A"}AA`;
    const at = stamp();
    const own = {
      Id: id,
      IsDeleted: false,
      CreatedDate: at,
      LastModifiedDate: at,
      OwnerId: INTEGRATION_USER,
      CreatedById: INTEGRATION_USER,
    };
    keep(object, { ...own, ...DEFAULTS[object], ...values });
    return id;
  };

  /** A task is about somebody who is there. */
  const checkWho = (id: string): void => {
    if (!/^00Q|^003/.test(id)) {
      throw new Refusal(400, "MALFORMED_ID", `Name ID: id value of incorrect type: ${id}`, ["WhoId"]);
    }
    const who = find(id)?.row;
    if (!who) throw new Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
    if (who.IsDeleted === true) throw new Refusal(400, "ENTITY_IS_DELETED", "entity is deleted");
    if (who.IsConverted === true) {
      throw new Refusal(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
    }
  };

  const write: Organisation["write"] = (object, id, value) => {
    const values = readFields(object, value, id === undefined ? "make" : "change", own);
    if (typeof values.WhoId === "string") checkWho(values.WhoId);
    if (typeof values.OwnerId === "string" && !own.has(values.OwnerId)) checkOwner(values.OwnerId);
    if (id === undefined) return make(object, values);
    const { row } = find(id) ?? missing();
    if (row.IsDeleted === true) throw new Refusal(404, "ENTITY_IS_DELETED", "entity is deleted");
    if (row.IsConverted === true) {
      throw new Refusal(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot update converted lead");
    }
    change(id, values);
    return String(row.Id);
  };

  return {
    rows: (object) => (isObject(object) ? all(object) : users),
    show: (id) => find(id)?.row,
    write,
    upsert(object, field, key, value) {
      if (object !== "Task" || !(field === "Callingly_Call__c" || own.has(field))) {
        throw new Refusal(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible");
      }
      if (typeof value === "object" && value !== null && field in value) {
        throw new Refusal(400, "INVALID_FIELD", "The external id must not stand in the body as well");
      }
      const found = all(object).filter((row) => row.IsDeleted !== true && row[field] === key);
      if (found.length > 1) return { several: found.map(({ Id }) => String(Id)) };
      const [present] = found;
      const id = write(object, present && String(present.Id), value);
      if (!present) change(id, { [field]: key });
      return { id, isNew: !present };
    },
    make,
    change,
  };
}

/** A record belongs to somebody who works there. */
function checkOwner(id: string): void {
  const owner = users.find(({ Id }) => String(Id).slice(0, 15) === id.slice(0, 15));
  if (!owner) throw new Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "Owner ID: id value of incorrect type");
  if (owner.IsActive === true) return;
  throw new Refusal(400, "INACTIVE_OWNER_OR_USER", "operation performed with inactive user", ["OwnerId"]);
}

const missing = (): never => {
  throw new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
};

/** With the fields that Salesforce works out. */
function named(object: ObjectName, row: Row): Row {
  if (object === "Task") return { ...row, IsClosed: row.Status === "Completed" };
  if (object === "Event") {
    const start = String(row.StartDateTime);
    return { ...row, ActivityDateTime: start, ActivityDate: start.slice(0, "2026-06-18".length) };
  }
  return { ...row, Name: [row.FirstName, row.LastName].filter(Boolean).join(" ") };
}
