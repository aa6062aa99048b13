import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { kept } from "../../stand-ins/kit/kept.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("finds again what was set, also after a process was killed in the middle of a line", () => {
  const file = join(folder, "values.jsonl");
  const before = kept<number>(file);
  before.set("a", 1);
  before.set("b", 2);
  before.set("a", 3);
  appendFileSync(file, '["b",');
  const after = kept<number>(file);
  expect(after.entries()).toEqual([
    ["a", 3],
    ["b", 2],
  ]);
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
});

it("forgets without a file", () => {
  const memory = kept<number>(undefined);
  memory.set("a", 1);
  expect([memory.get("a"), kept<number>(undefined).get("a")]).toEqual([1, undefined]);
});
