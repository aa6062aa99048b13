import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Plugin } from "esbuild";
import { root, withBundle } from "./bundle.ts";
import known from "./caught-at.json" with { type: "json" };
import { answerOf } from "./crew.ts";
import type { Hunt } from "./hunt.ts";
import type { Mutant } from "./mutants.ts";

/**
 * Where each mutant was caught when this was last noted (`npm run simulate -- --mutate all --json` says where): it is
 * looked for there first. A name that is out of date costs time and nothing else.
 */
const caughtAt: Readonly<Record<string, string>> = known;

/** Builds the bridge and its simulation with one mistake put in, and lets a thread of its own hunt for it. */

/**
 * @throws when the mutant's text is not found exactly once
 */
export const huntMutant = (mutant: Mutant): Promise<Hunt> =>
  withBundle({ entry: "hunt.ts", name: mutant.name, plugins: [putIn(mutant)] }, async (url) => {
    const hunter = new Worker(url, { workerData: { breaks: mutant.breaks, firstLook: caughtAt[mutant.name] } });
    try {
      return await answerOf<Hunt>(hunter);
    } finally {
      await hunter.terminate();
    }
  });

const putIn = ({ name, edits }: Mutant): Plugin => ({
  name: "mutant",
  setup({ onLoad, onEnd }) {
    const met = new Set<string>();
    // The edited files alone, so that esbuild does not ask about each of the hundreds of others.
    onLoad({ filter: namedAs(edits.map(({ file }) => basename(file))) }, async ({ path }) => {
      const here = edits.filter(({ file }) => path === join(root, file));
      if (here.length === 0) return undefined;
      let contents = await readFile(path, "utf8");
      for (const { file, find, replace } of here) {
        met.add(file);
        const parts = contents.split(find);
        if (parts.length !== 2)
          throw new Error(`The mutant "${name}" finds its text ${parts.length - 1} times in ${file}`);
        contents = parts.join(replace);
      }
      return { contents, loader: "ts" };
    });
    onEnd(() => {
      for (const { file } of edits) {
        if (!met.has(file))
          throw new Error(`The mutant "${name}" is about ${file}, which the simulation does not load`);
      }
    });
  },
});

const namedAs = (names: readonly string[]): RegExp =>
  new RegExp(`(?:${names.map((name) => name.replaceAll(".", "\\.")).join("|")})$`);
