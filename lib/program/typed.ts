import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How what is told is typed where the person is. A clone, and an app that `npm create` has made, have scripts for it;
 * somebody's own app has none, and there npx finds the program.
 */
export interface Typed {
  /** Starts the whole bridge on this machine. */
  readonly start: string;
  /** What stands before a command. */
  readonly command: string;
}

export const byScripts: Typed = { start: "npm start", command: "npm run bridge --" };
export const byNpx: Typed = { start: "npx bridge start", command: "npx bridge" };

/** @param folder in which commands are typed */
export function typedIn(folder: string): Typed {
  const { start, bridge } = scriptsIn(folder);
  return /\bbridge(?:\.mjs)? start$/.test(start ?? "") && /\bbridge(?:\.mjs)?$/.test(bridge ?? "") ? byScripts : byNpx;
}

/** What stands before a command whose name alone is written as `bridge …`. */
export const quietly = (typed: Typed): string => (typed === byScripts ? "npm run --silent bridge --" : typed.command);

/** A text as it was written for scripts, in the words that are typed here. */
export const asTyped = (text: string, typed: Typed): string =>
  typed === byScripts
    ? text
    : text
        .replace(/\bnpm start\b(?: --(?= --))?/g, typed.start)
        .replace(/\bnpm run (?:--silent )?bridge --/g, typed.command);

function scriptsIn(folder: string): Readonly<Record<string, string | undefined>> {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).scripts ?? {};
  } catch {
    // There is none, or npm itself could not read it.
    return {};
  }
}
