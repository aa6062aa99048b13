import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling */

const problem = (category: string, message: string, more: object = {}) => ({
  status: "error",
  message,
  correlationId: "aeb5f871-7f07-4993-9211-075dc63e7cbf",
  category,
  ...more,
});

const invalid = "Property values were not valid";
const missing = "There is no object of this id";

export const refusals: readonly Refusal[] = [
  refusing("over the limit of ten seconds", "wait", 429, problem("RATE_LIMITS", "Too many requests in ten seconds"), {
    headers: { "x-hubspot-ratelimit-max": "100", "x-hubspot-ratelimit-remaining": "0" },
  }),
  refusing("not valid", "person", 400, problem("VALIDATION_ERROR", invalid), { to: "writes", words: invalid }),
  refusing("no such object", "person", 404, problem("OBJECT_NOT_FOUND", missing), { words: missing }),
  refusing("token expired", "access", 401, problem("EXPIRED_AUTHENTICATION", "The access token has expired")),
];
