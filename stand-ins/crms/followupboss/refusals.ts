import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://docs.followupboss.com/reference/rate-limiting; the words of an error: https://docs.followupboss.com/reference/getting-started */

const invalid = "A field of this request cannot be taken.";
const missing = "There is nothing of this id.";
const forbidden = "The user of this key may not do this.";

export const refusals: readonly Refusal[] = [
  refusing(
    "over a limit",
    "wait",
    429,
    { errorMessage: "Too many requests." },
    {
      headers: { "retry-after": "7", "x-ratelimit-limit": "125", "x-ratelimit-remaining": "0" },
    },
  ),
  refusing("not valid", "person", 400, { errorMessage: invalid }, { to: "writes", words: invalid }),
  refusing("not allowed", "person", 403, { errorMessage: forbidden }, { words: forbidden }),
  refusing("no such record", "person", 404, { errorMessage: missing }, { words: missing }),
  refusing("key not valid", "access", 401, { errorMessage: "This key is not valid." }),
];
