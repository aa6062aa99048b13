import type { Refusal } from "../kit/crm.ts";
import { refusing } from "../kit/refusals.ts";

/** https://www.odoo.com/documentation/19.0/developer/reference/external_api.html: an exception, by its name in Python. */

const raised = (name: string, message: string) => ({ name, message, arguments: [message], context: {}, debug: "" });

const invalid = "This value does not fit.";
const missing = "The record is not there, or not any more.";
const forbidden = "This user may not do that.";
const unknown = "Invalid field on this model";

export const refusals: readonly Refusal[] = [
  refusing("record locked", "wait", 409, raised("odoo.exceptions.LockError", "Somebody else has this record.")),
  refusing("table busy", "wait", 500, raised("psycopg2.errors.SerializationFailure", "Could not be carried out now.")),
  refusing("not valid", "person", 422, raised("odoo.exceptions.ValidationError", invalid), { words: invalid }),
  refusing("no such record", "person", 404, raised("odoo.exceptions.MissingError", missing), { words: missing }),
  refusing("not allowed", "person", 403, raised("odoo.exceptions.AccessError", forbidden), { words: forbidden }),
  refusing("no such field, by a 500", "person", 500, raised("builtins.ValueError", unknown), { words: unknown }),
  refusing("key not valid", "access", 401, raised("odoo.exceptions.AccessDenied", "The key is not valid.")),
];
