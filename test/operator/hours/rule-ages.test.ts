import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problem } from "../../../lib/program/problem.ts";
import { clocksAge, ruleAges } from "../../../operator/hours/rule-ages.ts";
import { differences, ownRules, rulesIn } from "../../../operator/hours/rules-file.ts";

const daysOn = (days: number) => new Date(Date.parse("2026-11-28T12:00:00Z") + days * 86_400_000);
const texas = ownRules.rules.filter(({ id }) => id === "us-tx");

describe("a rule of calling hours", () => {
  it.each([
    [90, "fresh"],
    [91, "old"],
    [365, "old"],
    [366, "outdated"],
  ])("that was checked %d days ago is %s", (days, age) => {
    expect(ruleAges(texas, daysOn(days))).toMatchObject([{ id: "us-tx", days, age }]);
  });
});

describe("the table of changed clocks", () => {
  it("says which provinces the runtime does not know", () => {
    expect(clocksAge("2026c", daysOn(0)).corrected).toEqual(["Northwest Territories", "Manitoba", "Cuba"]);
    expect(clocksAge("2026f", daysOn(0))).toMatchObject({ corrected: [], isBehind: false });
  });

  it("is behind where the runtime has newer zone data", () => {
    expect(clocksAge("2027a", daysOn(0)).isBehind).toBe(true);
  });
});

describe("another copy of the rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  const copy = (content: unknown) => {
    const file = join(folder, "calling-hours.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it("that says the same differs in nothing", () => {
    expect(differences(ownRules, rulesIn(copy(ownRules)))).toEqual([]);
  });

  it("is compared rule by rule and part by part", () => {
    const other = structuredClone(ownRules);
    Object.assign(other.rules[0] ?? {}, { checked: "2027-01-01" });
    other.rules.splice(1, 1);
    expect(differences(ownRules, rulesIn(copy(other)))).toEqual([
      'rule us-federal, checked: "2026-11-28" here, "2027-01-01" there',
      "rule us-al: only here",
    ]);
  });

  it("of another shape is refused with the place", () => {
    const file = copy({
      ...ownRules,
      rules: [{ ...ownRules.rules[0], windows: [{ days: "8", from: "08:00", to: "21:00" }] }],
    });
    expect(() => rulesIn(file)).toThrow(Problem);
    expect(() => rulesIn(file)).toThrow("rules.0.windows.0.days");
  });
});
