import { stopWord } from "../stop.ts";
import { dialNow, end, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** Nobody is rung whose record the CRM has closed since. */
export const stopped = rule(
  "stopped",
  ["recordStoppedAt", "servesOthers"],
  (lead, { recordStoppedAt, servesOthers }) => {
    // Whether a number is on the list, only the list says; and what became of an appointment, another rule asks.
    const own = lead.stop?.optOut === undefined && lead.stop?.booking === undefined ? lead.stop?.at : undefined;
    const [latest] = [own, recordStoppedAt ?? undefined]
      .filter((at) => at !== undefined)
      .toSorted()
      .toReversed();
    const word = stopWord(lead, latest);
    if (word === "ends" && servesOthers) return hold("record-stopped-shared", "person");
    if (word === "ends") return end("record-stopped");
    return word === "asks" ? hold("record-stopped-before", "person") : dialNow;
  },
);
