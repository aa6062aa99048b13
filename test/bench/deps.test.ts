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

  it("all take the oldest Node that we take, so that npm warns of none", () => {
    const [, ...oldest] = /^>=(\d+)\.(\d+)$/.exec(manifest.engines.node)?.map(Number) ?? [];
    const packages = Object.entries<{ engines?: { node?: string }; optional?: boolean }>(lock.packages);
    const others = packages.filter(
      ([, { engines, optional }]) => !optional && engines?.node !== undefined && !takes(engines.node, oldest),
    );
    expect(others.map(([path, { engines }]) => `${path} wants Node ${engines?.node}`)).toEqual([]);
    expect(["^22.17.0 || >=24.0.0", ">=20.20", "22", "<20"].filter((range) => takes(range, oldest))).toEqual([]);
  });
});

/** As npm reads the ranges that stand in the lock file; a mark that does not is an error, and no yes. */
function takes(range: string, [major = 0, minor = 0]: readonly number[]): boolean {
  return range.split("||").some((some) =>
    some
      .trim()
      .split(/(?<![<>=^])\s+/)
      .every((each) => {
        const [, mark, ...numbers] = /^([<>=^]*)\s*(\d+|\*)(?:\.(\d+|\*))?(?:\.[\d*]+)?$/.exec(each) ?? [];
        const [from = 0, more = 0] = numbers.map((number) => Number(number) || 0);
        const isFrom = major > from || (major === from && minor >= more);
        if (numbers[0] === "*") return true;
        if (mark === ">=") return isFrom;
        if (mark === "<") return !isFrom;
        if (mark === "^") return isFrom && major === from;
        if (mark === "") return major === from && (numbers[1] === undefined || numbers[1] === "*" || minor === more);
        throw new Error(`${range} is no range that is known here`);
      }),
  );
}
