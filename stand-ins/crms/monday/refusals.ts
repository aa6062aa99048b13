import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * Mostly inside a 200, in two forms: https://developer.monday.com/api-reference/docs/error-handling and
 * https://developer.monday.com/api-reference/docs/rate-limits
 */

const no = (code: string, message: string, more: object = {}) => ({
  data: null,
  errors: [{ message, extensions: { code, ...more } }],
  account_id: 1825528,
});
const noLonger = (error_code: string, error_message: string, status_code: number) => ({
  error_code,
  status_code,
  error_message,
  error_data: {},
});

const label = "This status label doesn't exist, possible statuses are: {0: New Lead, 1: Contacted}";
const missing = "The item is not there any more";
const unseen = "User unauthorized to perform action";

export const refusals: readonly Refusal[] = [
  refusing(
    "over the complexity of a minute, within a success",
    "wait",
    200,
    no("COMPLEXITY_BUDGET_EXHAUSTED", "Complexity budget exhausted", { retry_in_seconds: 26 }),
  ),
  refusing(
    "over the complexity of a minute, as of earlier versions",
    "wait",
    200,
    noLonger("ComplexityException", "Complexity budget exhausted, query cost 30001, reset in 9 seconds", 429),
  ),
  refusing("over the limit of a minute", "wait", 429, no("RATE_LIMIT_EXCEEDED", "Minute limit rate exceeded"), {
    headers: { "retry-after": "20" },
  }),
  refusing("too much at once", "wait", 429, no("maxConcurrencyExceeded", "Max concurrent queries reached")),
  refusing("over the limit of a day", "wait", 429, no("DAILY_LIMIT_EXCEEDED", "Daily limit exceeded")),
  refusing("failed inside", "wait", 200, no("INTERNAL_SERVER_ERROR", "Internal server error", { status_code: 500 })),
  refusing("no such label", "person", 200, no("ColumnValueException", label, { status_code: 200 }), { words: label }),
  refusing("no such item", "person", 200, no("ResourceNotFoundException", missing, { status_code: 404 }), {
    words: missing,
  }),
  refusing("not for this user", "person", 200, no("UserUnauthorizedException", unseen, { status_code: 403 }), {
    words: unseen,
  }),
  refusing(
    "not for this user, as of earlier versions",
    "person",
    403,
    noLonger("UserUnauthorizedException", unseen, 403),
    {
      words: unseen,
    },
  ),
  refusing("not let in", "access", 401, no("NOT_AUTHENTICATED", "Not Authenticated", { status_code: 401 })),
  refusing("not let in, as of earlier versions", "access", 401, { errors: ["Not Authenticated"] }),
];
