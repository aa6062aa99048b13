import { dialNow, end } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * A person who asked to be forgotten is not called for later leads. Existing leads are cancelled by the forget command,
 * so a request that arrives after this check still stops the call.
 */
export const forgotten = rule("forgotten", ["isForgotten"], (_lead, { isForgotten }) =>
  isForgotten ? end("forgotten-before") : dialNow,
);
