import type { Outgoing } from "../../../lib/program/serve.ts";
import { json } from "../../kit/crm.ts";
import type { Database } from "./database.ts";
import { OdooError, userError } from "./errors.ts";
import { GenerateSchema } from "./fields.ts";

/** API keys, with which another may be made. */

export const demoKey = "demo-odoo-api-key";

const MOST_KEY_MS = 90 * 86_400_000;
const KEYS = "a key";

export const isKey = ({ all }: Database, key: string): boolean =>
  key === demoKey || all(KEYS).some(({ values }) => values.key === key);

/**
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html#programmatic-key-management
 * @param now milliseconds since 1970
 */
export function generateKey(database: Database, value: unknown, now: number): Outgoing {
  const { key, expiration_date } = GenerateSchema.parse(value);
  if (!isKey(database, key)) {
    throw new OdooError(403, "odoo.exceptions.AccessDenied", "The provided API key is invalid.");
  }
  if (Date.parse(`${expiration_date}Z`) > now + MOST_KEY_MS) {
    throw userError("You cannot exceed the duration of your role.");
  }
  const made = `${demoKey}-${database.size() + 1}`;
  database.add(KEYS, { key: made });
  return json(200, made);
}
