import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { writeReport } from "./report.ts";

const folder = mkdtempSync(join(tmpdir(), "simulation-report-"));
const report = join(folder, "of the night");
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a report has the figures, and the story of each wrong world with how to replay it, twenty at most", async () => {
  const wrong = Array.from({ length: 30 }, (_, index) => String(index + 1));
  const files = await writeReport(report, { lost: 30, wrong }, wrong, async (name) => `the story of ${name}`);
  expect(files.map((file) => file.slice(report.length + 1)).sort()).toEqual(readdirSync(report).sort());
  expect(files).toHaveLength(21);
  expect(JSON.parse(readFileSync(join(report, "figures.json"), "utf8"))).toEqual({ lost: 30, wrong });
  expect(readFileSync(join(report, "7.txt"), "utf8")).toBe(
    "All of it: npm run simulate -- --replay 7\n\nthe story of 7\n",
  );
});
