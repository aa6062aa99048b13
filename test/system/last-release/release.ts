import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { BridgeConfigInput } from "../../../lambda/config/schema.ts";
import { type Bundles, functionNames } from "../../../lib/bundling/bundle.ts";
import { packageFile } from "../../../lib/program/places.ts";

/** The functions of the last release, as its own code makes them of a configuration. */

interface Release {
  readonly version: string;
  /** Of this repository. */
  readonly commit: string;
}

/** Written when a release is made (CONTRIBUTING.md, "Release"). Before the first it is a commit of that version. */
export const lastRelease: Release = JSON.parse(readFileSync(join(import.meta.dirname, "release.json"), "utf8"));

/** Whether the release is in this copy of the repository: not in one without history, nor where there is no git. */
export function isHere({ commit }: Release): boolean {
  try {
    git(["cat-file", "-e", `${commit}^{commit}`]);
    return true;
  } catch {
    return false;
  }
}

/** A file of the release, as text. */
export const fileOf = ({ commit }: Release, path: string): string => git(["show", `${commit}:${path}`]).toString();

/**
 * Bundles the release's functions with the packages that are installed here. They are kept in `dist/`, as a release
 * never changes.
 */
export async function functionsOf({ commit }: Release, config: BridgeConfigInput): Promise<Bundles> {
  const folder = packageFile("dist/last-release", commit);
  if (!existsSync(join(folder, "functions"))) {
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const source = git([
      "archive",
      commit,
      "bin",
      "form",
      "lambda",
      "lib",
      "operator",
      "package.json",
      "tsconfig.json",
    ]);
    execFileSync("tar", ["-x", "-C", draft], { input: source });
    symlinkSync(packageFile("node_modules"), join(draft, "node_modules"), "junction");
    await bundleIn(draft, config);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
  return Object.fromEntries(functionNames.map((name) => [name, join(folder, "functions", name)])) as Bundles;
}

/** By the program that bundles for a `Bridge`, which every release has. */
async function bundleIn(folder: string, config: BridgeConfigInput): Promise<void> {
  const run = 'import("./bin/functions.ts").then(({ main }) => main())';
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", run], {
    cwd: folder,
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.end(JSON.stringify({ config, outdir: join(folder, "functions") }));
  const [said, code] = await Promise.all([text(child.stderr), new Promise((resolve) => child.once("close", resolve))]);
  if (code !== 0) throw new Error(`The release could not be bundled:\n${said}`);
}

function git(args: readonly string[]): Buffer {
  return execFileSync("git", args, { cwd: packageFile("."), stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 28 });
}
