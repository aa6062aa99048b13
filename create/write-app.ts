import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type AppOptions, appFiles } from "./app.ts";

/** What stands in the way of a new bridge, in words for a person. */
export class Refused extends Error {}

/** A repository that was just made, and what systems put into folders, are nothing of anybody's. */
const nobodys = /^(?:\.git|\.DS_Store|Thumbs\.db)$/;

/**
 * Writes the app into a folder, which is made where there is none.
 * @returns the folder, and the files by their names
 * @throws Refused when something is there already; nothing is changed then
 */
export function writeApp(
  path: string,
  options: Omit<AppOptions, "name">,
): { readonly folder: string; readonly files: readonly string[] } {
  const folder = resolve(path);
  const there = filesIn(folder).filter((name) => !nobodys.test(name));
  if (there.length > 0)
    throw new Refused(
      `${folder} is not empty (${there.slice(0, 3).join(", ")}${there.length > 3 ? ", …" : ""}): name another folder, or empty this one. Nothing was written.`,
    );
  const files = appFiles({ ...options, name: basename(folder) });
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { flag: "wx" });
  } catch (error) {
    throw new Refused(`${folder} cannot be written (${(error as Error).message}): name a folder that is yours.`);
  }
  return { folder, files: Object.keys(files) };
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new Refused(
      code === "ENOTDIR"
        ? `${folder} is a file: name a folder.`
        : `${folder} cannot be read (${message}): name another folder.`,
    );
  }
}
