import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/**
 * https://developers.activecampaign.com/reference/rate-limits; an error's words are one text or a list of errors:
 * https://developers.activecampaign.com/reference/create-a-new-contact. How a wrong key is refused is not described.
 */

const missing = "No Result found for Subscriber with id 1";
const forbidden = "You do not have permission to view this object";

export const refusals: readonly Refusal[] = [
  refusing(
    "over five requests in a second",
    "wait",
    429,
    { message: "Too Many Requests" },
    { headers: { "retry-after": "3", "ratelimit-limit": "5", "ratelimit-remaining": "0" } },
  ),
  refusing(
    "not valid",
    "person",
    422,
    { errors: [{ title: "Missing attribute", detail: "", code: "field_missing", source: { pointer: "/data" } }] },
    { to: "writes", words: "Missing attribute" },
  ),
  refusing(
    "not allowed",
    "person",
    403,
    { errors: [{ status: 403, title: "Forbidden", detail: forbidden }] },
    { words: forbidden },
  ),
  refusing("no such object, by a 403", "person", 403, { message: missing }, { to: "writes", words: missing }),
  refusing("no such object", "person", 404, { message: missing }, { words: missing }),
  refusing("key not valid", "access", 403, { message: "The API key is invalid" }),
  refusing("account closed", "access", 402, { message: "Payment required" }),
];
