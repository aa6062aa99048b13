import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OURS, packageOf, sharesIn } from "../../bench/deps/packages.ts";

const root = join(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

describe("what the functions carry", () => {
  it.each([
    ["lambda/steps/accept-lead/accept-lead.ts", OURS],
    ["bridge-config:#bridge-config", OURS],
    ["node_modules/zod/mini/index.js", "zod"],
    ["node_modules/@smithy/core/dist-es/index.js", "@smithy/core"],
    ["node_modules/@aws-sdk/core/node_modules/obliterator/index.js", "obliterator"],
  ])("is told by package: %s", (path, name) => {
    expect(packageOf(path)).toBe(name);
  });

  it("is added up for each function", () => {
    const inputs = { "lambda/a.ts": { bytesInOutput: 10 }, "node_modules/zod/a.js": { bytesInOutput: 3 } };
    const more = { "node_modules/zod/b.js": { bytesInOutput: 4 } };
    const output = { bytes: 0, imports: [], exports: [] };
    const shares = sharesIn({
      outputs: {
        "out/dial-lead/index.mjs": { ...output, inputs: { ...inputs, ...more } },
        "out/hear-call/index.mjs": { ...output, inputs },
      },
    });
    expect(Object.fromEntries(shares.get("zod") ?? [])).toEqual({ "dial-lead": 7, "hear-call": 3 });
    expect(Object.fromEntries(shares.get(OURS) ?? [])).toEqual({ "dial-lead": 10, "hear-call": 10 });
  });
});

describe("the packages of this project", () => {
  /** Not imported: programs that are run, types that the compiler finds by itself, and files of one system each. */
  const otherwise = /^(@biomejs\/biome|typescript|tsx|aws-cdk|vitest|@types\/node|@dynoxide\/.*|node-linux-.*)$/;
  const names = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
    Object.keys(manifest[kind]),
  );

  const sources = ["bin", "lib", "lambda", "operator", "stand-ins", "local", "form", "console", "test", "bench"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(tsx?|mjs|js)$/.test(file) && !file.includes("fixtures"))
        .map((file) => readFileSync(join(root, folder, file), "utf8")),
    )
    .join("\n");

  it.each(names.filter((name) => !otherwise.test(name)))("are all used: %s", (name) => {
    const imported = name.replace(/^@types\//, "");
    expect(new RegExp(`["']${imported}(/[^"']*)?["']`).test(sources)).toBe(true);
  });

  it("are each of a version that is written down, with a fingerprint and without an address", () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const packages = Object.entries<{ integrity?: string; resolved?: string; inBundle?: boolean }>(lock.packages);
    for (const [path, { integrity, resolved, inBundle }] of packages) {
      if (path === "") continue;
      expect([path, resolved]).toEqual([path, undefined]);
      expect([path, integrity !== undefined || inBundle === true]).toEqual([path, true]);
    }
  });
});
