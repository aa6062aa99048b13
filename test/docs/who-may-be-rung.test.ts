import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { tables } from "../../lambda/lead/hours/tables.ts";
import { ownRules } from "../../operator/hours/rules-file.ts";
import { hoursPage, withHoursTables } from "./hours-tables.ts";

const page = readFileSync(hoursPage, "utf8");

it("docs/who-may-be-rung.md says of the hours what the dialler rules by (npm run docs:hours)", () => {
  expect(page).toBe(withHoursTables(page));
  for (const { id } of tables.rules) expect(page).toContain(`| \`${id}\` |`);
});

it("every rule for people who call people has a source, and a word on how it was seen", () => {
  for (const { kind, source, seen } of ownRules.rules) {
    if (kind !== "live") continue;
    expect(source.length).toBeGreaterThan(0);
    expect(seen).not.toBe("");
  }
});
