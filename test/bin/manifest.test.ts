import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { publishedManifest } from "../../bin/build/package.ts";

const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const published = publishedManifest({}) as Record<string, Record<string, string>>;

describe("the package as npm sees it", () => {
  it("pins what it depends on to the versions that are tested here", () => {
    const known = { ...own.dependencies, ...own.devDependencies };
    expect(Object.keys(published.dependencies ?? {})).toEqual(expect.arrayContaining(["aws-cdk", "esbuild", "zod"]));
    for (const [name, version] of Object.entries(published.dependencies ?? {})) {
      expect(version, name).toBe(known[name]);
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it("leaves the app its own CDK, of this version or a newer one", () => {
    expect(published.peerDependencies).toEqual({
      "aws-cdk-lib": `^${own.dependencies["aws-cdk-lib"]}`,
      constructs: `^${own.dependencies.constructs}`,
    });
  });

  it("brings the engine of npm start, and no Node of its own", () => {
    expect(Object.keys(published.optionalDependencies ?? {})).toEqual(["@dynoxide/linux-x64"]);
  });

  it("says where it was built, as npm demands of a package with a provenance", () => {
    expect(publishedManifest({ GITHUB_REPOSITORY: "acme/callingly-bridge" }).repository).toEqual({
      type: "git",
      url: "git+https://github.com/acme/callingly-bridge.git",
    });
  });

  it("runs nothing when it is installed", () => {
    expect(published.scripts).toBeUndefined();
  });

  it("has no script that npm would run as the hook of another by its name", () => {
    const names = Object.keys(own.scripts);
    const hooks = names.filter((name) => names.some((other) => name === `pre${other}` || name === `post${other}`));
    expect(hooks).toEqual([]);
  });

  it("is named in the README as `npm run package` prints it", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    expect(readme).toContain(`--package ./dist/npm/callingly-bridge-${own.version}.tgz`);
    expect(readme).toContain(`./dist/npm/create-callingly-bridge-${own.version}.tgz`);
  });

  it("is the only way to npm: the clone itself can be neither published nor packed", () => {
    expect(own.private).toBe(true);
    expect(own.scripts.prepack).toContain("process.exit(1)");
    expect(published.private).toBeUndefined();
  });
});
