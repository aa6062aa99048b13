import { noToken } from "../rest.ts";
import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** Without a token of the account Callingly cannot be asked at all. */
export const token = rule("token", ["hasToken"], (lead, { hasToken }) =>
  hasToken ? dialNow : hold("token-missing", "rule", noToken(lead.account)),
);
