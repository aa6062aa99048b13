import { stopWord } from "../stop.ts";
import { dialNow, end, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** Nobody is rung whose record the CRM has closed since. */
export const stopped = rule(
  "stopped",
  ["recordStoppedAt", "servesOthers"],
  (lead, { recordStoppedAt, servesOthers }) => {
    const [latest] = [lead.stop?.at, recordStoppedAt ?? undefined]
      .filter((at) => at !== undefined)
      .toSorted()
      .toReversed();
    const word = stopWord(lead, latest);
    if (word === "ends" && servesOthers) return hold("record-stopped-shared", "person");
    if (word === "ends") return end("record-stopped");
    return word === "asks" ? hold("record-stopped-before", "person") : dialNow;
  },
);
