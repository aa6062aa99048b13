import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes and …/core-api-concepts-rate-limiting */

const no = (error: string, more: object = {}) => ({ success: false, error, data: null, ...more });
const ofTwoSeconds = { "x-ratelimit-limit": "80", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2" };
const ofTheDay = { ...ofTwoSeconds, "x-ratelimit-remaining": "41" };

const invalid = "The value of a field cannot be taken";
const missing = "There is nothing of this id";

export const refusals: readonly Refusal[] = [
  refusing("over the limit of two seconds", "wait", 429, no("Request over limit"), { headers: ofTwoSeconds }),
  refusing("over the budget of a day", "wait", 429, no("Request over limit"), { headers: ofTheDay }),
  {
    what: "kept away before the API",
    means: "wait",
    answer: { status: 403, headers: { "content-type": "text/html" }, body: Buffer.from("<html>Access denied</html>") },
  },
  refusing("not valid", "person", 400, no(invalid, { error_info: "See the API's reference" }), {
    to: "writes",
    words: invalid,
  }),
  refusing("no such record", "person", 404, no(missing), { words: missing }),
  refusing("not valid, within a success", "person", 200, no(invalid), { to: "writes", words: invalid }),
  refusing("not let in", "access", 401, no("unauthorized access", { errorCode: 401 })),
];
