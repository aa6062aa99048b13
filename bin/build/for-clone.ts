import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { packageFile, packageFolder } from "../../lib/program/places.ts";
import { buildPrograms } from "./programs.ts";

/** The programs as bin/launch.mjs starts them in a clone: built when a source has changed since. */

const DAY_MS = 24 * 60 * 60_000;

/**
 * @param note the file that says which build is the newest and what went into it
 * @returns the folder of the build
 */
export async function buildForClone(note: string): Promise<string> {
  const builds = packageFile("dist/clone");
  const folder = join(builds, `${Date.now().toString(36)}-${process.pid}`);
  const { metafiles } = await buildPrograms(folder);
  const sources = Object.fromEntries(sourcesOf(metafiles).map((file) => [file, stampOf(file)]));
  // Whoever reads it meanwhile finds the one before or this one, and both are whole.
  const draft = `${note}.${process.pid}`;
  mkdirSync(join(note, ".."), { recursive: true });
  writeFileSync(draft, JSON.stringify({ folder: relative(packageFolder, folder), sources }));
  renameSync(draft, note);
  forgetOld(builds, folder);
  // What was compiled and translated goes by the build that it was for.
  rmSync(packageFile("dist/compiled"), { recursive: true, force: true });
  return folder;
}

/** Packages do not change by themselves: npm's own note of them does when one is installed. */
const sourcesOf = (metafiles: readonly Metafile[]): string[] => [
  ...new Set([
    ...metafiles.flatMap(({ inputs }) => Object.keys(inputs)).filter((file) => !/^node_modules\/|:/.test(file)),
    "console/tsconfig.json",
    "node_modules/.package-lock.json",
    ...readdirSync(packageFile("bin/build")).map((file) => `bin/build/${file}`),
  ]),
];

/** As bin/launch.mjs compares it. */
function stampOf(file: string): string {
  const { mtimeMs, size } = statSync(packageFile(file));
  return `${mtimeMs} ${size}`;
}

/** A program that was started today may still load a part of its build. */
function forgetOld(builds: string, newest: string): void {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name);
    if (folder === newest || Date.now() - statSync(folder).mtimeMs < DAY_MS) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
