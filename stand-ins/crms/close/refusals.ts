import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://developer.close.com/api/overview/http-response-codes and …/rate-limits */

const invalid = "This value cannot be taken.";
const missing = "There is no such object.";

export const refusals: readonly Refusal[] = [
  refusing(
    "over a limit",
    "wait",
    429,
    { error: "Too many requests" },
    {
      headers: { ratelimit: "limit=100, remaining=0, reset=2.5", "retry-after": "3" },
    },
  ),
  refusing(
    "over the limit of its plan",
    "person",
    402,
    { error: "The plan has no more of this" },
    {
      words: "The plan has no more of this",
    },
  ),
  refusing(
    "not valid",
    "person",
    400,
    { errors: [], "field-errors": { note: invalid } },
    { to: "writes", words: invalid },
  ),
  refusing("no such object", "person", 404, { error: missing }, { words: missing }),
  refusing("key not valid", "access", 401, { error: "The key does not open this" }),
];
