import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";
import { Refusal as Answered } from "./refusal.ts";

/** https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html */

const said = (status: number, code: string, words: string) => new Answered(status, code, words).body();

const rule = "A rule of this organisation wants a reason";
const gone = "The record was deleted";

export const refusals: readonly Refusal[] = [
  // Not 429, and no header says how long.
  refusing(
    "over the limit of a day",
    "wait",
    403,
    said(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
  ),
  refusing("record locked", "wait", 400, said(400, "UNABLE_TO_LOCK_ROW", "Somebody else has this record")),
  refusing("not valid", "person", 400, said(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", rule), {
    to: "writes",
    words: rule,
  }),
  refusing("deleted", "person", 404, said(404, "ENTITY_IS_DELETED", gone), { words: gone }),
  refusing(
    "not valid, within a success",
    "person",
    200,
    {
      id: null,
      success: false,
      errors: [{ statusCode: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: rule, fields: [] }],
    },
    { to: "writes", words: rule },
  ),
  refusing("session over", "access", 401, said(401, "INVALID_SESSION_ID", "Session expired or invalid")),
];
