import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageFile } from "../../../lib/program/places.ts";
import { configPathIn, refuseTwoConfigs } from "../../../lib/synth/config-path.ts";
import { readConfig } from "../../../lib/synth/read-config.ts";
import { translated } from "../../../lib/synth/translated.ts";

let folder: string;
/** In the clone, so that its packages are found from there, and in no folder whose files another test reads. */
const beside = packageFile("dist");
beforeEach(() => {
  mkdirSync(beside, { recursive: true });
  folder = mkdtempSync(join(beside, "config-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, text = "") => writeFileSync(join(folder, name), text);

describe("the configuration in a folder", () => {
  it("is bridge.config.ts where there is none", () => {
    expect(basename(configPathIn(folder))).toBe("bridge.config.ts");
  });

  it.each(["ts", "mts", "cts", "js", "mjs", "cjs"])("is found as bridge.config.%s", (kind) => {
    put(`bridge.config.${kind}`);
    expect(configPathIn(folder)).toBe(join(folder, `bridge.config.${kind}`));
  });

  it("is not guessed where there are two, unless somebody says which", () => {
    put("bridge.config.js");
    put("bridge.config.ts");
    const path = configPathIn(folder);
    expect(() => refuseTwoConfigs(path, false)).toThrow(
      /has bridge\.config\.ts and bridge\.config\.js, and one alone can hold: delete or rename the others, or name the one with BRIDGE_CONFIG/,
    );
    expect(() => refuseTwoConfigs(path, true)).not.toThrow();
    expect(() => refuseTwoConfigs(join(folder, "other.config.ts"), false)).not.toThrow();
  });

  it.each(["js", "cjs", "cts", "ts"])("may be CommonJS, as bridge.config.%s", async (kind) => {
    put("package.json", "{}");
    put(
      `bridge.config.${kind}`,
      `const { defineConfig } = require("callingly-bridge");
module.exports = defineConfig({
  accounts: { main: { timeZone: "UTC" } },
  sources: { website: { connector: "html-form", account: "main", team: 1 } },
});
`,
    );
    expect(Object.keys((await readConfig(configPathIn(folder), translated)).sources)).toEqual(["website"]);
  });
});
