import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * An error is the Python exception that ended the request:
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */

const thrown = (name: string, message: string) => ({ name, message, arguments: [message], context: {}, debug: "" });

const invalid = "The value does not fit its field";
const unknown = "Invalid field 'x_none' on 'crm.lead'";
const missing = "The record is not there any more";
const denied = "Your rights do not reach so far";

export const refusals: readonly Refusal[] = [
  refusing("not valid", "person", 422, thrown("odoo.exceptions.ValidationError", invalid), { words: invalid }),
  refusing("a field that is none", "person", 500, thrown("builtins.ValueError", unknown), { words: unknown }),
  refusing("no such record", "person", 404, thrown("odoo.exceptions.MissingError", missing), { words: missing }),
  refusing("not allowed", "person", 403, thrown("odoo.exceptions.AccessError", denied), { words: denied }),
  refusing("held by somebody", "wait", 409, thrown("odoo.exceptions.LockError", "Another has it")),
  refusing("failed in its database", "wait", 500, thrown("psycopg2.errors.SerializationFailure", "try again")),
  refusing("key over", "access", 401, thrown("werkzeug.exceptions.Unauthorized", "The key does not open this")),
];
