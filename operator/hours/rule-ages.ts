import { daysSince, HOLD_AFTER_DAYS, WARN_AFTER_DAYS } from "../../lambda/lead/hours/age.ts";
import { changes } from "../../lambda/lead/hours/changed-clocks.ts";
import type { RuleInFile } from "../../lambda/lead/hours/file-shape.ts";

/** How long ago somebody last held a rule of calling hours, or the table of changed clocks, against its source. */
export interface Aged {
  readonly days: number;
  /** `old`: look at it again; `outdated`: the conservative pack holds by it. */
  readonly age: "fresh" | "old" | "outdated";
}

function agedSince(checked: string, now: Date): Aged {
  const days = daysSince(checked, now);
  return { days, age: days > HOLD_AFTER_DAYS ? "outdated" : days > WARN_AFTER_DAYS ? "old" : "fresh" };
}

export type RuleAge = Pick<RuleInFile, "id" | "jurisdiction" | "confidence" | "citation" | "checked"> & Aged;

export const ruleAges = (rules: readonly RuleInFile[], now: Date): RuleAge[] =>
  rules
    .filter(({ kind }) => kind === "live")
    .map(({ id, jurisdiction, confidence, citation, checked }) => ({
      id,
      jurisdiction,
      confidence,
      citation,
      checked,
      ...agedSince(checked, now),
    }));

/** The table of clocks that changed, beside the zone data of a runtime. */
export interface ClocksAge extends Aged {
  readonly release: string;
  readonly checked: string;
  /** `process.versions.tz` of the runtime. */
  readonly runtime: string;
  /** Provinces whose change the runtime does not know: there the table alone keeps the clock right. */
  readonly corrected: readonly string[];
  /** The runtime knows later changes than the table was held against. */
  readonly isBehind: boolean;
}

export const clocksAge = (runtime: string, now: Date): ClocksAge => ({
  release: changes.release,
  checked: changes.checked,
  runtime,
  corrected: changes.clocks.filter(({ since }) => since > runtime).map(({ province }) => province),
  isBehind: runtime > changes.release,
  ...agedSince(changes.checked, now),
});
