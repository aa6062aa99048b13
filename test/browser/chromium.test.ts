import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { scratchFolder } from "../../local/scratch-folder.ts";
import { openChromium } from "./chromium/connect.ts";
import { findChromium, type Machine, none } from "./chromium/find.ts";
import { unpackChromium } from "./chromium/unpack.ts";

/** This file alone runs where there is no browser, so that a run says what it has left out. */

describe("the browser of these tests", () => {
  it("is one Chromium that all files share", async ({ skip }) => {
    if (inject("chromium") === undefined) skip(none);
    const [one, other] = await Promise.all([openChromium(), openChromium()]);
    const page = await one.newPage();
    await page.setContent("<title>here</title>");
    expect(await page.title()).toBe("here");
    expect(other.contexts()).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  const machine = (fields: Partial<Machine>, files: readonly string[] = []): Machine => ({
    platform: "linux",
    arch: "x64",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    packed: "/project/node_modules/@sparticuz/chromium/bin",
    exists: (path) => files.includes(path),
    ...fields,
  });
  const packed = { kind: "packed", folder: "/project/node_modules/@sparticuz/chromium/bin" };

  it("is the one that npm has brought on Linux x64, whatever else there is", () => {
    expect(findChromium(machine({}, ["/usr/bin/chromium"]))).toEqual(packed);
  });

  it("is the one that CHROMIUM names before any other", () => {
    const env = { CHROMIUM: "/opt/chrome" };
    expect(findChromium(machine({ env }, ["/opt/chrome"]))).toEqual({ kind: "installed", path: "/opt/chrome" });
    expect(() => findChromium(machine({ env }))).toThrow("CHROMIUM names /opt/chrome, and there is no such file");
  });

  it.each<[string, Partial<Machine>, string]>([
    ["on Linux that npm's does not run on", { arch: "arm64" }, "/usr/bin/chromium"],
    ["where npm has left it out", { packed: undefined }, "/usr/bin/google-chrome"],
    ["on a Mac", { platform: "darwin", arch: "arm64" }, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    [
      "on Windows, which always has Edge",
      { platform: "win32", env: { "PROGRAMFILES(X86)": "C:\\Program Files (x86)" } },
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ],
  ])("is the machine's own %s", (_, fields, path) => {
    expect(findChromium(machine(fields, [path]))).toEqual({ kind: "installed", path });
    expect(findChromium(machine(fields))).toBeUndefined();
  });

  it("is unpacked to the last file, however much fills the end of its archives", async () => {
    const folder = scratchFolder("bridge-chromium-");
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const packed = join(folder, "node_modules/@sparticuz/chromium/bin");
    mkdirSync(packed, { recursive: true });
    writeFileSync(join(packed, "../package.json"), JSON.stringify({ version: "1.0.0" }));
    writeFileSync(join(packed, "chromium.br"), brotliCompressSync(Buffer.from("a browser")));
    for (const name of ["al2023", "fonts"]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "file"), `of ${name}`);
      const archive = execFileSync("tar", ["-c", "-C", join(folder, name), "file"]);
      writeFileSync(join(packed, `${name}.tar.br`), brotliCompressSync(Buffer.concat([archive, Buffer.alloc(4e6)])));
    }
    const { path } = await unpackChromium(packed);
    const files = ["chromium", "al2023/file", "fonts/file"].map((file) => readFileSync(join(path, "..", file), "utf8"));
    expect(files).toEqual(["a browser", "of al2023", "of fonts"]);
  });
});
