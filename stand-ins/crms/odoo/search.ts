import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { Database, OdooRecord } from "./database.ts";
import { type Condition, compares, fits } from "./domain.ts";
import { userError, valueError } from "./errors.ts";
import { FieldsGetSchema, fieldsOf, SearchReadSchema, searched } from "./fields.ts";
import { shown } from "./leads.ts";

/** What is read of records: https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html */

export function searchRead({ all, own }: Database, model: string, body: unknown): Outgoing {
  const { domain, fields, limit = 80, offset = 0, order = "id desc", context = {} } = SearchReadSchema.parse(body);
  const unknown = fields?.find((name) => !fieldsOf(model).has(name) && !own.has(name));
  if (unknown !== undefined) throw valueError(`Invalid field '${unknown}' on '${model}'`);
  const found = all(model)
    .filter(({ values }) => context.active_test === false || values.active !== false)
    .filter((record) => fits(domain, holds(record)));
  const sorted = order === "id desc" ? found.toSorted((a, b) => b.id - a.id) : found;
  const names = ["id", ...(fields ?? fieldsOf(model))];
  const rows = sorted.slice(offset, offset + limit).map((record) => {
    const values = shown(record);
    return Object.fromEntries(names.map((name) => [name, values[name] ?? emptyOf(name)]));
  });
  return json(200, rows);
}

const holds =
  (record: OdooRecord) =>
  ([field, operator, value]: Condition): boolean => {
    const { model, values } = record;
    if (!fieldsOf(model).has(field) && !searched[model]?.includes(field)) {
      throw valueError(`Invalid field ${model}.${field} in condition ${JSON.stringify([field, operator, value])}`);
    }
    if (field === "phone_mobile_search") {
      if (String(value).length < 3) throw userError("Too few characters.");
      return compares(String(values.phone || "").replace(/[\s\\./()-]/g, ""), operator, value);
    }
    const present = shown(record)[field] ?? false;
    return compares(Array.isArray(present) ? present[0] : present, operator, value);
  };

/** What is empty: a number is 0, a list is one, and anything else is `false`. */
const emptyOf = (name: string): unknown => {
  if (name === "x_studio_seconds" || name === "x_studio_attempts") return 0;
  return name === "tag_ids" ? [] : false;
};

/** The types of a lead's fields. */
export function describe(value: unknown): Outgoing {
  const { allfields } = FieldsGetSchema.parse(value);
  const known = allfields.filter((name) => fieldsOf("crm.lead").has(name));
  return json(200, Object.fromEntries(known.map((name) => [name, { type: typeOf(name) }])));
}

/** The type of a field that an administrator has made. */
const typeOf = (name: string): string => {
  if (name === "x_studio_first_contact") return "datetime";
  return typeof emptyOf(name) === "number" ? "integer" : "char";
};
