import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedBridge, spawnBridge } from "../local/spawn-bridge.ts";
import { commandsOf, described } from "./command-table.ts";

/** The walk through README.md, "From clone to the first live lead": what can be done on this machine is done, in order. */

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");
const [section = ""] = /^## From clone to the first live lead\n.*?(?=^## )/ms.exec(readme) ?? [];

/** Commands and what they print, as a reader sees them one after the other. */
const steps = [...section.matchAll(/```console\n(.*?)```/gs)]
  .flatMap(([, block = ""]) => block.split(/^\$ /m).slice(1))
  .map((text) => {
    const [command = "", ...output] = text.trimEnd().split("\n");
    return { command, output: output.join("\n") };
  });

/** What differs from run to run. */
const timeless = (text: string): string =>
  text
    .replace(/lead_[0-9a-f]{20,}/g, "lead_ID")
    .replace(/\+\d+\.\d\d s +/g, "+TIME     ")
    .replace(/\d+\.\d\d s/g, "TIME")
    .trimEnd();

let bridge: SpawnedBridge;
beforeAll(async () => {
  bridge = await spawnBridge();
}, 180_000);
afterAll(() => bridge?.end("SIGTERM"));

describe("README.md, from clone to the first live lead", () => {
  it("begins with what starts the bridge", () => {
    expect(section).toContain("```\nnpm ci\nnpm start\n```");
    expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  // One after the other: each builds on those before it.
  it("prints what it shows, step by step", { timeout: 240_000 }, async () => {
    for (const { command, output } of steps) {
      const here = command.replace("--local", `--local ${bridge.crm.url}`);
      const { stdout } = await promisify(execFile)("bash", ["-c", here], {
        cwd: root,
        env: { ...process.env, NO_COLOR: "1" },
      });
      expect(timeless(stdout), command).toBe(output);
    }
  });

  it("names for AWS only commands and options that there are", () => {
    const commands = commandsOf(described());
    const typed = [...section.matchAll(/npm run (?:--silent )?bridge -- ([^\n`|]*)/g)].map(([, line = ""]) =>
      line.trim(),
    );
    expect(typed.length).toBeGreaterThan(steps.length);
    for (const line of typed) {
      const [, command] = [...commands].find(([path]) => line === path || line.startsWith(`${path} `)) ?? [];
      expect(command, line).toBeDefined();
      const known = command?.options.map(({ long }) => long);
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(known, line).toContain(option);
    }
  });
});
