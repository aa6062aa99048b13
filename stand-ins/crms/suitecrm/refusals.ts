import type { Refusal } from "../../kit/crm.ts";
import { refusing } from "../../kit/refusals.ts";

/** SuiteCRM refuses everything with 400 and a sentence: https://github.com/salesagility/SuiteCRM/tree/master/Api/V8 */

const errors = (detail: string) => ({ errors: { status: 400, title: null, detail } });

const invalid = "Property x in the module is not valid";
const missing = "Leads module with id 0 is not found";
const denied = "[AccessDeniedException] ";

export const refusals: readonly Refusal[] = [
  refusing("not valid", "person", 400, errors(invalid), { to: "writes", words: invalid }),
  refusing("no such record", "person", 400, errors(missing), { words: missing }),
  refusing("not allowed", "person", 400, errors(denied), { words: "AccessDenied" }),
  refusing("token over", "access", 401, { error: "access_denied", message: "The token is not valid any more" }),
  {
    what: "without its database, within a success",
    means: "wait",
    answer: {
      status: 200,
      headers: { "content-type": "text/html" },
      body: Buffer.from("The database does not answer"),
    },
  },
];
