import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://developer.copper.com/introduction/requests.html; the forms of errors as programs that others published meet them. */

const no = (status: number, message: string) => ({ success: false, status, message });

const invalid = "Invalid input: Validation errors: a field holds what it cannot hold";
const missing = "Resource not found";
const forbidden = "The user may not see this record";

export const refusals: readonly Refusal[] = [
  refusing("over 180 requests in a minute", "wait", 429, no(429, "Rate limit exceeded")),
  refusing("not valid", "person", 422, no(422, invalid), { to: "writes", words: invalid }),
  refusing("not allowed", "person", 403, no(403, forbidden), { words: forbidden }),
  refusing("no such record", "person", 404, no(404, missing), { words: missing }),
  refusing("key not valid", "access", 401, no(401, "Invalid credentials")),
];
