import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { lambdaLog } from "../../lambda/runtime/lambda-log.ts";
import { emfMeasure } from "../../lambda/runtime/measure.ts";
import { terminal } from "../../local/console.ts";

const lines: string[] = [];
const keep = (text: string | Uint8Array) => lines.push(String(text).trimEnd()) > 0;

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});
afterEach(() => vi.restoreAllMocks());

/** What a function writes, as it writes it in Lambda. */
function written(): string[] {
  const { log } = lambdaLog("dev");
  for (const level of ["info", "warn", "error"] as const) log(level, `a line of ${level}`);
  const write = (line: string) => void keep(line);
  emfMeasure({ namespace: "N", dimensions: {}, units: { A: "Count" }, now: () => new Date(), write })({ A: 1 });
  return lines;
}

const shownBy = (verbose: boolean) => written().filter((line) => terminal({ quiet: false, verbose }).shows.test(line));

it("shows the errors among the lines of functions", () => {
  expect(shownBy(false).map((line) => JSON.parse(line).message)).toEqual(["a line of error"]);
});

it("shows every line but the metrics when it is to say more", () => {
  expect(shownBy(true).map((line) => JSON.parse(line).message)).toEqual([
    "a line of info",
    "a line of warn",
    "a line of error",
  ]);
});
