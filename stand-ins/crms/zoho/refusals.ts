import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html */

const problem = (code: string, message: string, details: object = {}) => ({ code, details, message, status: "error" });
const rows = (code: string, message: string) => ({ data: [problem(code, message, { api_name: "Description" })] });

const invalid = "the value does not fit its field";
const missing = "the id given seems to be wrong";

export const refusals: readonly Refusal[] = [
  refusing("over a limit", "wait", 429, problem("TOO_MANY_REQUESTS", "Too many requests within a minute")),
  refusing("failed inside", "wait", 500, problem("INTERNAL_ERROR", "Something failed there")),
  refusing("not valid", "person", 400, rows("INVALID_DATA", invalid), { to: "writes", words: invalid }),
  refusing("no such record", "person", 404, problem("INVALID_URL_PATTERN", missing), { words: missing }),
  refusing("not valid, within a success", "person", 202, rows("INVALID_DATA", invalid), {
    to: "writes",
    words: invalid,
  }),
  refusing("not valid, within a partial success", "person", 207, rows("INVALID_DATA", invalid), {
    to: "writes",
    words: invalid,
  }),
  refusing("token over", "access", 401, problem("INVALID_TOKEN", "The token is not valid any more")),
];
