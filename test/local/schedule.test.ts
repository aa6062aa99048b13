import { expect, it } from "vitest";
import { parseSchedule } from "../../local/schedule.ts";

const at = new Date("2026-11-22T08:00:00Z");
const minutes = (count: number) => count * 60_000;

it.each([
  ["rate(1 minute)", minutes(1)],
  ["rate(5 minutes)", minutes(5)],
  ["rate(1 hour)", minutes(60)],
  ["rate(2 days)", minutes(60 * 48)],
  ["cron(17 8 * * ? *)", minutes(17)],
  ["cron(0 8 * * ? *)", minutes(60 * 24)],
  ["cron(59 7 * * ? *)", minutes(60 * 24 - 1)],
])("knows when %s comes", (expression, expected) => {
  expect(parseSchedule(expression)(at)).toBe(expected);
});

it.each(["rate(1 week)", "cron(0/5 * * * ? *)", "at(2026-01-01T00:00:00)"])("refuses %s, by name", (expression) => {
  expect(() => parseSchedule(expression)).toThrow(expression);
});
