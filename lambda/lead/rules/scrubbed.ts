import { timing } from "../timing.ts";
import { dialNow, end, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** How long a lead waits before it is asked about again where nobody could say. */
const AGAIN = { "dnc-file-missing": 15 * timing.minute, "scrub-unreachable": 5 * timing.minute } as const;

/** Where a source asks for it: nobody is rung who is on a list of others, nor while no list can tell. */
export const scrubbed = rule("scrubbed", ["scrubbed"], (_lead, { scrubbed: said }) => {
  switch (said) {
    case "clear":
      return dialNow;
    case "dnc-listed":
    case "scrub-denied":
      return end(said);
    default:
      return hold(said, "rule", undefined, AGAIN[said]);
  }
});
