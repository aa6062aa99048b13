import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCreate } from "../../bin/build/create.ts";
import { writeApp, writeFiles } from "../../create/write-app.ts";
import { readConfig } from "../../lib/synth/read-config.ts";
import { translated } from "../../lib/synth/translated.ts";

/** `npm create callingly-bridge`, as npm starts it. */

const folder = mkdtempSync(join(tmpdir(), "create-bridge-"));
const program = join(folder, "package/create.mjs");
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

beforeAll(() =>
  Promise.all([buildCreate(join(folder, "package"), true), buildCreate(join(folder, "of-clone"), false)]),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const create = (...words: readonly string[]) => run(program, folder, words);
async function run(started: string, cwd: string, words: readonly string[]) {
  // One that hangs is ended, and is no success.
  const done = promisify(execFile)(process.execPath, [started, ...words], { cwd, timeout: 20_000 });
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
    writeFileSync(join(folder, "bridge.tgz"), "");
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
    [["package/create.mjs"], "is a file, or is inside one: name a folder. Nothing was written."],
    [["package/create.mjs/inside"], "is a file, or is inside one: name a folder. Nothing was written."],
    [["one", "--package", "./nope.tgz"], "--package ./nope.tgz: there is no "],
    [["one", "--package", "nope.tgz"], "`npm run package` in the clone makes such a file"],
    [["one", "--package", "file:../nope.tgz"], "--package file:../nope.tgz: there is no "],
  ])("refuses in one sentence what it cannot do: %s", async (words, sentence) => {
    const { code, stderr } = await create(...words);
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
    expect(existsSync(join(folder, "one"))).toBe(false);
  });

  // Where nobody can write, whoever they are; root may write into any folder of a disk.
  it.runIf(process.platform === "linux")("says in one sentence that it cannot write there, and ends", async () => {
    for (const nowhere of ["/proc/x", "/proc/x/y", "/sys/x"]) {
      const { code, stdout, stderr } = await create(nowhere);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(
        new RegExp(
          `^${nowhere}: cannot write there \\(E\\w+\\): name a folder that is yours\\. Nothing was written\\.\n$`,
        ),
      );
    }
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "writes nothing in a read-only folder",
    async () => {
      mkdirSync(join(folder, "sealed"), { mode: 0o500 });
      expect((await create("sealed")).stderr).toContain("cannot write there (EACCES)");
      expect((await create("sealed/inside")).stderr).toContain("cannot write there (EACCES)");
    },
  );

  it("takes back what it had written when it cannot go on", () => {
    const half = join(folder, "new/half");
    const options = { bridge: "^1.0.0", isOnNpm: true, timeZone: "UTC" };
    const files = { "a.txt": "a", "missing/b.txt": "b" };
    expect(() => writeFiles(half, files)).toThrow(/half: cannot write there \(ENOENT\)/);
    expect(existsSync(join(folder, "new"))).toBe(false);
    expect(writeApp(half, options).files).toContain("bridge.config.ts");
  });

  it("is nothing for the inside of the clone, nor of an npm project unless a folder is named", async () => {
    const [clone, shop] = [join(folder, "clone"), join(folder, "shop")];
    for (const [where, name] of [
      [clone, "callingly-bridge"],
      [shop, "shop"],
    ] as const) {
      mkdirSync(join(where, "deep"), { recursive: true });
      writeFileSync(join(where, "package.json"), JSON.stringify({ name }));
    }
    for (const [where, words] of [
      [clone, []],
      [join(clone, "deep"), []],
      [clone, ["mine"]],
      [folder, ["clone/mine"]],
    ] as const) {
      const { code, stderr } = await run(program, where, words);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /the clone of callingly-bridge itself: name a folder elsewhere, such as \S+my-bridge\. Nothing was written\.\n$/,
      );
    }
    const { code, stderr } = await run(program, shop, []);
    expect(code).toBe(1);
    expect(stderr).toMatch(/shop is an npm project already: name a folder elsewhere, such as \S+my-bridge\. Nothing/);
    expect(readdirSync(clone).concat(readdirSync(shop))).toEqual(["deep", "package.json", "deep", "package.json"]);
    expect((await run(program, shop, ["deep"])).code).toBe(0);
  });

  it("says how the bridge is installed and renewed: from npm where a release made it, else from the clone", async () => {
    const ofClone = (...words: string[]) => run(join(folder, "of-clone/create.mjs"), folder, words);
    const readme = (name: string) => readFileSync(join(folder, name, "README.md"), "utf8");
    expect(inApp("README.md")).toContain("A newer version: `npm install callingly-bridge@latest`, then read");

    const { stdout } = await ofClone("cloned");
    expect(stdout).toContain("\ncallingly-bridge is not on npm yet: `npm run package` in its clone makes the file");
    expect(stdout).toContain(`\n  npm install <clone>/dist/npm/callingly-bridge-${version}.tgz\n`);
    expect(readme("cloned")).toContain(
      "`npm run package`, here `npm install <clone>/dist/npm/callingly-bridge-<version>.tgz`",
    );

    writeFileSync(join(folder, "bridge.tgz"), "");
    const told = (await ofClone("packed", "--package", "./bridge.tgz")).stdout;
    expect(told).not.toContain("not on npm");
    expect(told).toContain("\n  npm install\n");
    expect(readme("packed")).toMatch(
      /A newer version: in the clone .*`npm run package`, here `npm install \/?.*bridge\.tgz`, then/,
    );
  });

  it("says what it takes, and its version", async () => {
    expect((await create("--help")).stdout).toContain("npm create callingly-bridge [folder] [-- options]");
    expect((await create("--help")).stdout).toContain("The folder is ./my-bridge if you name none");
    expect((await create("--version")).stdout).toBe(`${version}\n`);
  });
});
