import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCreate } from "../../bin/build/create.ts";
import { readConfig } from "../../lib/read-config.ts";
import { translated } from "../../lib/translated.ts";

/** `npm create callingly-bridge`, as npm starts it. */

const folder = mkdtempSync(join(tmpdir(), "create-bridge-"));
const program = join(folder, "package/create.mjs");
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

beforeAll(() => buildCreate(join(folder, "package")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function create(...words: readonly string[]) {
  const done = promisify(execFile)(process.execPath, [program, ...words], { cwd: folder });
  const { code = 0, stdout, stderr } = await done.catch((error) => error);
  return { code, stdout, stderr } as { code: number; stdout: string; stderr: string };
}
const inApp = (name: string) => readFileSync(join(folder, "my-bridge", name), "utf8");

describe("npm create callingly-bridge", () => {
  it("makes a folder with a configuration that works, and says what to type next", async () => {
    const { code, stdout } = await create();
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "my-bridge")).sort()).toEqual(
      [".gitignore", "README.md", "bridge.config.ts", "cdk.json", "package.json"].sort(),
    );
    expect(stdout).toMatch(
      /Next:\n\n {2}cd my-bridge\n {2}npm install\n {2}npm start .*\n.*init --force.*\n.*npx cdk deploy/,
    );
    const { sources } = await readConfig(join(folder, "my-bridge/bridge.config.ts"), translated);
    expect(Object.keys(sources)).toEqual(["website", "anything"]);
  });

  it("asks for one dependency, of its own version", () => {
    expect(JSON.parse(inApp("package.json"))).toMatchObject({
      name: "my-bridge",
      private: true,
      dependencies: { "callingly-bridge": `^${version}` },
      scripts: { start: "bridge start", bridge: "bridge", deploy: "cdk deploy" },
    });
  });

  it("keeps out of git what is made again", () => {
    for (const made of ["node_modules/", "cdk.out/", "dist/", ".bridge/"])
      expect(inApp(".gitignore").split("\n")).toContain(made);
  });

  it("refuses a folder that holds something, and leaves it as it is", async () => {
    mkdirSync(join(folder, "full"));
    writeFileSync(join(folder, "full/letter.txt"), "dear");
    const { code, stdout, stderr } = await create("full");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^[^\n]*full is not empty \(letter\.txt\): name another folder, or empty this one\. Nothing was written\.\n$/,
    );
    expect(readdirSync(join(folder, "full"))).toEqual(["letter.txt"]);
  });

  it("takes a folder that was made for it, also one that is a repository already", async () => {
    mkdirSync(join(folder, "Our Leads!/.git"), { recursive: true });
    const { code, stdout } = await create("Our Leads!", "--json", "--package", "file:../bridge.tgz");
    expect(code).toBe(0);
    const { folder: made, files } = JSON.parse(stdout);
    expect(files).toContain("bridge.config.ts");
    expect(JSON.parse(readFileSync(join(made, "package.json"), "utf8"))).toMatchObject({
      name: "our-leads",
      dependencies: { "callingly-bridge": "file:../bridge.tgz" },
    });
  });

  it.each([
    [["one", "two"], "Name one folder, not one and two."],
    [["--fast"], "Unknown option '--fast'. See --help."],
    [["package/create.mjs"], "is a file: name a folder."],
  ])("refuses in one sentence what it cannot do: %s", async (words, sentence) => {
    const { code, stderr } = await create(...words);
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
    expect(existsSync(join(folder, "one"))).toBe(false);
  });

  it("says what it takes, and its version", async () => {
    expect((await create("--help")).stdout).toContain("npm create callingly-bridge [folder] [-- options]");
    expect((await create("--version")).stdout).toBe(`${version}\n`);
  });
});
