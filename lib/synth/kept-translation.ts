import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { builtFile, packageFile } from "../program/places.ts";

/**
 * What a configuration was translated into, kept until one of its files is another: esbuild takes a sixth of what a
 * command takes to start. It lies in the package's own folder, as what Node compiles does; where nobody may write there
 * nothing is kept.
 */

export interface Translation {
  readonly code: string;
  /** All files that went into it, absolute. */
  readonly files: readonly string[];
}

interface Kept {
  readonly code: string;
  /** By file, what it was like then. */
  readonly stamps: Readonly<Record<string, string>>;
}

/** The code, unless a file has changed since or there is none yet. */
export function keptTranslation(file: string): string | undefined {
  try {
    const { code, stamps } = JSON.parse(readFileSync(placeOf(file), "utf8")) as Kept;
    return Object.entries(stamps).every(([path, stamp]) => stampOf(path) === stamp) ? code : undefined;
  } catch {
    return undefined;
  }
}

export function keepTranslation(file: string, { code, files }: Translation): void {
  // Settings of the compiler that appear later count as well.
  const all = [...files, join(dirname(file), "tsconfig.json"), join(dirname(file), "package.json")];
  const kept: Kept = { code, stamps: Object.fromEntries(all.map((path) => [path, stampOf(path)])) };
  const place = placeOf(file);
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(`${place}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // It is translated each time.
  }
}

/** Of this build: another one may translate otherwise. */
const placeOf = (file: string): string =>
  packageFile(
    "dist/compiled",
    `config-${createHash("sha256").update(builtFile()).update(resolve(file)).digest("hex").slice(0, 20)}.json`,
  );

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "none" : `${stat.mtimeMs} ${stat.size}`;
}
