import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { appFiles } from "../../../create/app.ts";
import { packageFolder } from "../../../lib/program/places.ts";
import { asTyped, byNpx, byScripts, quietly, typedIn } from "../../../lib/program/typed.ts";

const folder = mkdtempSync(join(tmpdir(), "typed-"));
afterAll(() => rmSync(folder, { recursive: true }));
const withManifest = (text: string) => {
  writeFileSync(join(folder, "package.json"), text);
  return typedIn(folder);
};

describe("how commands are typed", () => {
  it("is by scripts in the clone and in an app that npm create has made", () => {
    const made = appFiles({ name: "leads", bridge: "^1.0.0", isOnNpm: true, timeZone: "UTC" })["package.json"] ?? "";
    expect([typedIn(packageFolder), withManifest(made)]).toEqual([byScripts, byScripts]);
  });

  it.each(['{"scripts": {"start": "node server.js", "bridge": "bridge"}}', '{"name": "shop"}', "no JSON"])(
    "is by npx in somebody's own app: %s",
    (manifest) => {
      expect(withManifest(manifest)).toBe(byNpx);
    },
  );

  it("is by npx where there is no package.json", () => {
    expect(typedIn(join(folder, "none"))).toBe(byNpx);
  });

  it("is put into a text that was written for scripts, options and all", () => {
    const text = "`npm start -- --verbose`, npm start; npm run --silent bridge -- doctor, npm run bridge -- init";
    expect(asTyped(text, byScripts)).toBe(text);
    expect(asTyped(text, byNpx)).toBe(
      "`npx bridge start --verbose`, npx bridge start; npx bridge doctor, npx bridge init",
    );
  });

  it("stands before a command so that npm says nothing of its own", () => {
    expect([quietly(byScripts), quietly(byNpx)]).toEqual(["npm run --silent bridge --", "npx bridge"]);
  });
});
