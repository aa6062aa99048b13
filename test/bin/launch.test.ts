import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { freshCopy } from "../local/fresh-copy.ts";

describe("the command in a clone", { timeout: 120_000 }, () => {
  const clone = freshCopy();
  afterAll(() => clone.remove());
  const typed = async (...words: readonly string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, ["bin/bridge.mjs", ...words], { cwd: clone.folder });
    return stdout;
  };
  const newest = (): string => JSON.parse(readFileSync(join(clone.folder, "dist/clone.json"), "utf8")).folder;
  const program = join(clone.folder, "operator/cli/program.ts");

  it("is built when it is first typed, and what was built is run from then on", async () => {
    expect(await typed("--help")).toContain("Looks after the bridge:");
    const first = newest();
    expect(await typed("--help")).toContain("Looks after the bridge:");
    expect(newest()).toBe(first);
  });

  it("is what its sources say now, once one of them is another", async () => {
    const text = readFileSync(program, "utf8");
    writeFileSync(program, text.replace("Looks after the bridge:", "Minds the bridge:"));
    expect(await typed("--help")).toContain("Minds the bridge:");
  });

  it("is built anew where its build is gone", async () => {
    rmSync(join(clone.folder, newest()), { recursive: true });
    expect(await typed("--version")).toMatch(/^\d+\.\d+\.\d+/);
  });
});
