import { dialNow, end } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * Who asked to be forgotten is not called for a lead that comes later. One that was there before is ended by whoever
 * carries the wish out, so a wish that comes after this look still stops the claim.
 */
export const forgotten = rule("forgotten", ["isForgotten"], (_lead, { isForgotten }) =>
  isForgotten ? end("forgotten-before") : dialNow,
);
