import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** https://developers.freshworks.com/crm/api/#error and …#ratelimit: words are one text or several. */

const errors = (code: number, message: string | readonly string[]) => ({ errors: { code, message } });

const invalid = "This field cannot hold that";
const missing = "There is no such record";

export const refusals: readonly Refusal[] = [
  refusing("over the limit of an hour", "wait", 429, errors(429, "Too many requests")),
  refusing("not valid", "person", 400, errors(400, [invalid]), { to: "writes", words: invalid }),
  refusing("no such record", "person", 404, errors(404, missing), { words: missing }),
  refusing("not allowed", "person", 403, { message: "Access denied" }, { words: "Access denied" }),
  refusing("key not valid", "access", 401, { login: "failed", message: "The key is not valid" }),
];
