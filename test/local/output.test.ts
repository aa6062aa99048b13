import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { lambdaLog } from "../../lambda/runtime/lambda-log.ts";
import { emfMeasure } from "../../lambda/runtime/measure.ts";
import { terminalOutput } from "../../local/output.ts";

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
  const now = () => new Date();
  const write = (line: string) => void keep(line);
  const { log } = lambdaLog("dev", { now, write });
  for (const level of ["info", "warn", "error"] as const) log(level, `a line of ${level}`);
  emfMeasure({ namespace: "N", dimensions: {}, units: { A: "Count" }, now, write })({ A: 1 });
  return lines;
}

/** What a person reads of the lines that functions write. */
function readBy(verbose: boolean, ...texts: [function_: string, line: object | string][]): string[] {
  const output = terminalOutput({ quiet: false, verbose });
  for (const [name, line] of texts) output.log(name, typeof line === "string" ? line : JSON.stringify(line));
  return lines;
}

describe("an error of a function", () => {
  const failed = {
    level: "ERROR",
    timestamp: "2026-11-29T03:52:23Z",
    message: "item failed",
    function_name: "Reconcile",
  };

  it.each([
    [
      { ...failed, account: "harbor", error: "CallinglyError 401: GET /webhooks: HTTP 401" },
      "account harbor: Callingly refuses its token (npm run --silent bridge -- doctor --local says more)",
    ],
    [
      { ...failed, message: "gate closed", account: "harbor", reason: "token-refused", count: 0 },
      `account harbor: gate closed: ${reasonWords["token-refused"]}`,
    ],
    [
      { ...failed, leadId: "lead_1", error: "TypeError at reconcile.mjs:1:1" },
      "lead lead_1: item failed: TypeError at reconcile.mjs:1:1",
    ],
    [{ ...failed, error: "TypeError at x:1:1" }, "Reconcile: item failed: TypeError at x:1:1"],
    ["no JSON", "Reconcile: no JSON"],
  ])("%o is told in plain words", (line, words) => {
    expect(readBy(false, ["Reconcile", line])).toEqual([words]);
  });

  it("is said once a minute, and as it is to an operator who wants to know more", () => {
    const line = { ...failed, account: "harbor", error: "CallinglyError 401: GET /calls: HTTP 401" };
    expect(readBy(false, ["Reconcile", line], ["Reconcile", line])).toHaveLength(1);
    lines.length = 0;
    expect(readBy(true, ["Reconcile", line], ["Reconcile", line])).toEqual(
      Array(2).fill(`Reconcile  ${JSON.stringify(line)}`),
    );
  });
});

const shownBy = (verbose: boolean) =>
  written().filter((line) => terminalOutput({ quiet: false, verbose }).shows.test(line));

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
