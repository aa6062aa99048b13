import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Plugin } from "esbuild";
import { root } from "./bundle.ts";
import known from "./caught-at.json" with { type: "json" };
import { answerOf } from "./crew.ts";
import type { Hunt } from "./hunt.ts";
import type { Order } from "./hunter.ts";
import { buildModules } from "./modules.ts";
import type { Mutant } from "./mutant.ts";

/** Puts a mistake into the bridge, and has a thread hunt for it. */

/**
 * Where each mutant was caught when this was last noted (`npm run simulate -- --mutate all` says where): it is
 * looked for there first. A name that is out of date costs time and nothing else.
 */
const caughtAt: Readonly<Record<string, string>> = known;

const HUNT = "test/system/simulation/hunt.ts";
const HUNTER = "test/system/simulation/hunter.ts";

export interface Hunters {
  /** @throws when the mutant's text is not found exactly once */
  hunt(mutant: Mutant): Promise<Hunt>;
  /** Once nothing is hunted any more. */
  end(): Promise<void>;
}

/** @param count of mutants that are hunted at a time */
export async function hunters(count = availableParallelism()): Promise<Hunters> {
  const modules = await buildModules([HUNT, HUNTER]);
  const start = () => new Worker(new URL(modules.urlOf(HUNTER)));
  const idle = Array.from({ length: count }, start);
  const waiting: ((hunter: Worker) => void)[] = [];
  const take = async () => idle.pop() ?? new Promise<Worker>((resolve) => waiting.push(resolve));
  const giveBack = (hunter: Worker) => (waiting.shift() ?? ((free) => idle.push(free)))(hunter);

  return {
    async hunt(mutant) {
      const files = mutant.edits.map(({ file }) => file);
      const url = await modules.buildAnew(HUNT, files, [putIn(mutant)]);
      let hunter = await take();
      try {
        hunter.postMessage({ url, breaks: mutant.breaks, firstLook: caughtAt[mutant.name] } satisfies Order);
        return await answerOf<Hunt>(hunter);
      } catch (error) {
        // A thread that threw is dead.
        hunter = start();
        throw error;
      } finally {
        giveBack(hunter);
      }
    },
    async end() {
      await Promise.all(idle.map((hunter) => hunter.terminate()));
      await modules.remove();
    },
  };
}

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
