import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

/** The commands of docs/preview.md, carried out: what the page shows is what they print. */

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/preview.md", root), "utf8");

interface Example {
  readonly command: string;
  readonly output: string;
}

/** A block's lines up to the last that begins with `$ ` or continues one are the command; the rest is what it prints. */
function exampleIn(block: string): Example {
  const lines = block.trimEnd().split("\n");
  const last = lines.findLastIndex(
    (line, at) => line.startsWith("$ ") || (line.startsWith("    ") && at > 0 && /[|\\]$/.test(lines[at - 1] ?? "")),
  );
  const command = lines.slice(0, last + 1).map((line) => line.replace(/^\$ /, ""));
  return { command: command.join("\n"), output: `${lines.slice(last + 1).join("\n")}\n` };
}

const examples = [...page.matchAll(/```console\n(.*?)```/gs)].map(([, block = ""]) => exampleIn(block));

describe("docs/preview.md", () => {
  it("has examples", () => expect(examples.length).toBeGreaterThanOrEqual(3));

  it.each(examples)("prints what it shows for: $command", async ({ command, output }) => {
    const { stdout } = await promisify(execFile)("bash", ["-c", command], {
      cwd: root,
      env: { ...process.env, NO_COLOR: "1" },
    });
    expect(stdout).toBe(output);
  });
});
