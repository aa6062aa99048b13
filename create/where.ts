import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Refused } from "./refused.ts";

const usual = "my-bridge";

/**
 * Where the new bridge goes.
 * @param named the folder that somebody has named, if any
 * @param here where they are
 * @throws Refused when it would be in a clone of this project; or, unless it was named, in somebody's npm project
 */
export function folderFor(named: string | undefined, here: string): string {
  const folder = resolve(here, named ?? usual);
  const clone = cloneAround(folder);
  if (clone !== undefined)
    throw new Refused(
      `${folder} would be inside ${clone}, the clone of callingly-bridge itself: name a folder elsewhere, such as ${join(dirname(clone), usual)}. Nothing was written.`,
    );
  if (named === undefined && existsSync(join(here, "package.json")))
    throw new Refused(
      `${here} is an npm project already: name a folder elsewhere, such as ${join(dirname(here), usual)}. Nothing was written.`,
    );
  return folder;
}

function cloneAround(folder: string): string | undefined {
  if (nameIn(folder) === "callingly-bridge") return folder;
  const above = dirname(folder);
  return above === folder ? undefined : cloneAround(above);
}

function nameIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;
  } catch {
    // There is none, or it is nothing that npm could read either.
    return undefined;
  }
}
