import { dialNow, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/**
 * Where the configuration lists the numbers that may be rung, no other is, whoever releases its lead: the list is what
 * keeps a stage that is only tried out from ringing strangers.
 */
export const listed = rule("listed", ["policies"], ({ person: { phone } }, { policies: { onlyNumbers } }) =>
  phone === undefined || onlyNumbers === undefined || onlyNumbers.some((beginning) => phone.startsWith(beginning))
    ? dialNow
    : hold("number-unlisted", "rule"),
);
