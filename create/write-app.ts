import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type AppOptions, appFiles } from "./app.ts";
import { Refused } from "./refused.ts";

/** A repository that was just made, and what systems put into folders, are nothing of anybody's. */
const nobodys = /^(?:\.git|\.DS_Store|Thumbs\.db)$/;

/**
 * Writes the app into a folder, which is made where there is none.
 * @returns the folder, and the files by their names
 * @throws Refused when something is there already, or nothing can be written there; nothing is changed then
 */
export function writeApp(
  folder: string,
  options: Omit<AppOptions, "name">,
): { readonly folder: string; readonly files: readonly string[] } {
  const there = filesIn(folder).filter((name) => !nobodys.test(name));
  if (there.length > 0)
    throw new Refused(
      `${folder} is not empty (${there.slice(0, 3).join(", ")}${there.length > 3 ? ", …" : ""}): name another folder, or empty this one. Nothing was written.`,
    );
  const files = appFiles({ ...options, name: basename(folder) });
  writeFiles(folder, files);
  return { folder, files: Object.keys(files) };
}

/**
 * Writes all of them or none.
 * @throws Refused when that cannot be done; what was made for it is taken back
 */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  const undo: (() => void)[] = [];
  try {
    makeFolder(folder, undo);
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name);
      writeFileSync(file, text, { flag: "wx" });
      undo.push(() => rmSync(file));
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw new Refused(
      `${folder}: cannot write there (${(error as NodeJS.ErrnoException).code}): name a folder that is yours. Nothing was written.`,
    );
  }
}

/** One after the other: under /proc Node's own `recursive` tries for ever on some versions (20, for one). */
function makeFolder(folder: string, undo: (() => void)[]): void {
  if (existsSync(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw new Refused(
      code === "ENOTDIR"
        ? `${folder} is a file, or is inside one: name a folder. Nothing was written.`
        : `${folder} cannot be read (${message}): name another folder. Nothing was written.`,
    );
  }
}
