import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where files are. A program runs as it is written, through tsx, or as it is built (bin/build): then it lies in another
 * folder than its source, so what belongs to the package is looked for upwards.
 */

/** Whether what runs was built. */
export const isBuilt = !import.meta.url.endsWith(".ts");

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of this package: the clone, or what npm has installed. */
export const packageFolder: string = upwardsFrom(here);

/** A file of this package, whatever folder a program was started in. */
export const packageFile = (...path: readonly string[]): string => join(packageFolder, ...path);

/** Whether this package is the clone of a contributor, and not what npm has installed. */
export const isClone = existsSync(packageFile("bin/build.ts"));

/** A file of the build that runs. */
export const builtFile = (...path: readonly string[]): string => join(here, ...path);

/** A file of whoever uses the bridge: in the folder in which the program was started. */
export const ownFile = (...path: readonly string[]): string => resolve(...path);

function upwardsFrom(folder: string): string {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "callingly-bridge") return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`${here} is in no folder of callingly-bridge: install the package again.`);
  return upwardsFrom(above);
}
