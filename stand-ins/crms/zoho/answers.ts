import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import { shown, type Values, type ZohoRecord } from "./held.ts";

/** How Zoho answers: https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html */

/** Nothing is there: no body at all. */
export const nothing: Outgoing = { status: 204, headers: {}, body: Buffer.alloc(0) };

const rows = (status: number, row: object): Outgoing => json(status, { data: [row] });

export const done = (details: object, message: string): Outgoing =>
  rows(200, { code: "SUCCESS", details, message, status: "success" });

export const written = (status: number, { id, createdAt }: ZohoRecord, message: string): Outgoing =>
  rows(status, { code: "SUCCESS", details: { id, Created_Time: createdAt }, message, status: "success" });

export function list(records: readonly ZohoRecord[], fields: readonly string[]): Outgoing {
  if (records.length === 0) return nothing;
  const pick = (values: Values): Values =>
    Object.fromEntries([...new Set(["id", ...fields])].map((name) => [name, values[name] ?? null]));
  const data = records.map(shown).map((values) => (fields.length > 0 ? pick(values) : values));
  return json(200, { data, info: { count: data.length, more_records: false } });
}

export const problem = (status: number, code: string, message: string, details: object = {}): Outgoing =>
  json(status, { code, details, message, status: "error" });

/** The request was read, and its one row refused. */
export const rowProblem = (code: string, message: string, details: object): Outgoing =>
  rows(400, { code, details, message, status: "error" });

export const missingFields = (): Outgoing =>
  problem(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", { param_name: "fields" });
