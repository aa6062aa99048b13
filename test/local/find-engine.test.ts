import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { platformOf } from "../../lib/program/platform.ts";
import { Problem } from "../../lib/program/problem.ts";
import { enginePackage } from "../../local/engine/engine-package.ts";
import { fetchPackage } from "../../local/engine/fetch-package.ts";
import { findEngine } from "../../local/engine/find-engine.ts";

const folder = mkdtempSync(join(tmpdir(), "find-engine-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const machine = (os: string, arch: string) => platformOf({ os, arch });
const noRegistry = async () => {
  throw new Error("404 Not Found");
};

it.each([
  ["darwin", "arm64", "dynoxide"],
  ["darwin", "x64", "dynoxide"],
  ["linux", "arm64", "dynoxide"],
  ["win32", "x64", "dynoxide.exe"],
])("the engine for %s on %s is fetched from npm, in the pinned version, and said", async (os, arch, file) => {
  const [said, asked]: string[][] = [[], []];
  const found = findEngine({
    platform: machine(os, arch),
    path: "",
    into: folder,
    say: (text) => said?.push(text),
    async fetch({ name, version }, into) {
      asked?.push(`${name}@${version}`);
      // As npm lays it down, beside what it has fetched before.
      const place = join(into, "node_modules", name);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, "package.json"), JSON.stringify({ name, version }));
      writeFileSync(join(place, file), "");
      chmodSync(join(place, file), 0o755);
    },
  });
  const { name = "", version = "" } = enginePackage(machine(os, arch)) ?? {};
  expect(await found).toBe(join(realpathSync(folder), "node_modules", name, file));
  expect(name).toBe(`@dynoxide/${os}-${arch}`);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(asked).toEqual([`${name}@${version}`]);
  expect(said?.join()).toMatch(/^Fetching the DynamoDB engine for (macOS|Linux|Windows) on (ARM|x64) from npm, once/);
});

it("an engine on the PATH is taken before anything is fetched", async () => {
  mkdirSync(folder, { recursive: true });
  for (const file of ["dynoxide", "dynoxide.exe"]) {
    writeFileSync(join(folder, file), "");
    chmodSync(join(folder, file), 0o755);
  }
  const found = (os: string, delimiter: string) =>
    findEngine({ platform: machine(os, "x64"), path: ["/nowhere", folder].join(delimiter), fetch: noRegistry });
  expect(await found("darwin", ":")).toBe(join(folder, "dynoxide"));
  expect(await found("win32", ";")).toBe(join(folder, "dynoxide.exe"));
});

it("without an engine the remedies are named, with npm's own words", async () => {
  const mac = findEngine({ platform: machine("darwin", "arm64"), path: "", into: folder, fetch: noRegistry });
  await expect(mac).rejects.toThrow(Problem);
  await expect(mac).rejects.toThrow(
    /macOS on ARM here, and @dynoxide\/darwin-arm64@\S+ could not be fetched \(404 Not Found\): try `npm install --no-save @dynoxide\/darwin-arm64@\d+\.\d+\.\d+`, put `dynoxide` on the PATH, or set DYNAMODB_ENDPOINT .*docker run/,
  );
});

it("where no engine is published, nothing is fetched", async () => {
  const asked: string[] = [];
  const elsewhere = findEngine({
    platform: machine("linux", "riscv64"),
    path: "",
    fetch: async ({ name }) => void asked.push(name),
  });
  await expect(elsewhere).rejects.toThrow(/Linux on riscv64 \(linux-riscv64\): put .*DYNAMODB_ENDPOINT/);
  expect(asked).toEqual([]);
});

it("npm is heard when it cannot fetch", async () => {
  const nowhere = { name: "@dynoxide/linux-x64", version: "0.0.0-none" };
  // Nobody listens on this port.
  process.env.npm_config_registry = "http://127.0.0.1:9";
  process.env.npm_config_fetch_retries = "0";
  try {
    await expect(fetchPackage(nowhere, join(folder, "engine"))).rejects.toThrow(/ECONNREFUSED|FetchError|refused/i);
  } finally {
    delete process.env.npm_config_registry;
    delete process.env.npm_config_fetch_retries;
  }
});
