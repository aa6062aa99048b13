import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a run leaves behind for whoever was not there: its figures, and the story of each world that went wrong. */

/** Worlds whose story is written: the others are named among the figures. */
const STORIES = 20;

/**
 * Writes `figures.json`, and `NAME.txt` with the story of each wrong world.
 * @param folder is made if it is not there
 * @param wrong the names of the worlds that went wrong
 * @param tell the story of one
 * @returns the files, as they were written
 */
export async function writeReport(
  folder: string,
  figures: object,
  wrong: readonly string[],
  tell: (name: string) => Promise<string>,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, text: string): string => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  };
  const written = [write("figures.json", `${JSON.stringify(figures, null, 2)}\n`)];
  for (const name of wrong.slice(0, STORIES)) {
    const again = `npm run simulate -- --replay ${name}`;
    written.push(write(`${name}.txt`, `All of it: ${again}\n\n${await tell(name)}\n`));
  }
  return written;
}
