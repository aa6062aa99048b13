import { stopWord } from "../stop.ts";
import { dialNow, end, hold } from "./decision.ts";
import { rule } from "./rule.ts";

/** Nobody is rung whose record the CRM has closed since. */
export const stopped = rule("stopped", ["recordStoppedAt"], (lead, { recordStoppedAt }) => {
  const [latest] = [lead.stop?.at, recordStoppedAt ?? undefined]
    .filter((at) => at !== undefined)
    .toSorted()
    .toReversed();
  const word = stopWord(lead, latest);
  if (word === "ends") return end("record-stopped");
  return word === "asks" ? hold("record-stopped-before", "person") : dialNow;
});
