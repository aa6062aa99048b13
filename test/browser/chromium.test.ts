import { describe, expect, inject, it } from "vitest";
import { openChromium } from "./chromium/connect.ts";
import { findChromium, type Machine, none } from "./chromium/find.ts";

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
});
