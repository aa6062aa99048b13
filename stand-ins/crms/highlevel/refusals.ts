import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://marketplace.gohighlevel.com/docs/oauth/Faqs; of an answer that is not valid the words are a list, otherwise a text. */

const no = (statusCode: number, message: string | readonly string[], error: string) => ({ statusCode, message, error });
const burst = {
  "x-ratelimit-max": "100",
  "x-ratelimit-remaining": "0",
  "x-ratelimit-interval-milliseconds": "10000",
  "x-ratelimit-daily-remaining": "190000",
};

const invalid = "a field holds what it cannot hold";
const missing = "There is no contact of this id";

export const refusals: readonly Refusal[] = [
  refusing("over the limit of ten seconds", "wait", 429, no(429, "Too many requests", "Too Many Requests"), {
    headers: burst,
  }),
  refusing("over the limit of a day", "wait", 429, no(429, "Too many requests", "Too Many Requests"), {
    headers: { ...burst, "x-ratelimit-daily-remaining": "0" },
  }),
  refusing("not valid", "person", 422, no(422, [invalid], "Unprocessable Entity"), { to: "writes", words: invalid }),
  refusing("no such contact", "person", 404, no(404, missing, "Not Found"), { words: missing }),
  refusing("token over", "access", 401, no(401, "The token has expired", "Unauthorized")),
];
