import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://docs.attio.com/rest-api/guides/rate-limiting; the codes of the others as Attio's description has them. */

const invalid = "The value is none that the attribute takes.";
const gone = "The record was not found.";
const forbidden = "The token lacks the scope note:read-write.";

const problem = (status_code: number, type: string, code: string, message: string) => ({
  status_code,
  type,
  code,
  message,
});

export const refusals: readonly Refusal[] = [
  refusing(
    "over a limit",
    "wait",
    429,
    problem(429, "rate_limit_error", "rate_limit_exceeded", "Rate limit exceeded, please try again later"),
    { headers: { "retry-after": "Tue, 23 May 2023 14:42:01 GMT" } },
  ),
  refusing(
    "a merge that is under way",
    "wait",
    404,
    problem(404, "invalid_request_error", "merge_in_progress", "The records are being merged"),
  ),
  refusing("not valid", "person", 400, problem(400, "invalid_request_error", "validation_type", invalid), {
    to: "writes",
    words: invalid,
  }),
  refusing("no such record", "person", 404, problem(404, "invalid_request_error", "not_found", gone), { words: gone }),
  refusing("not allowed", "person", 403, problem(403, "auth_error", "unauthorized", forbidden), { words: forbidden }),
  refusing("token not valid", "access", 401, problem(401, "auth_error", "unauthorized", "The token is not valid.")),
];
