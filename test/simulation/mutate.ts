import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Catch } from "./hunt.ts";
import type { Mutant } from "./mutants.ts";

/** Builds the bridge and its simulation with one mistake put in, and lets the simulation hunt for it. */

const root = join(import.meta.dirname, "../..");
/** Below node_modules, so that the bundle finds its packages there. */
const folder = join(root, "node_modules/.cache/simulation");

/**
 * @returns what gave the mutant away; undefined when nothing did
 * @throws when the mutant's text is not found exactly once
 */
export async function huntMutant(mutant: Mutant): Promise<Catch | undefined> {
  const outfile = join(folder, `${mutant.name.replaceAll(/\W+/g, "-")}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ["test/simulation/hunt.ts"],
      outfile,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "silent",
      plugins: [putIn(mutant)],
    });
    const { hunt } = (await import(pathToFileURL(outfile).href)) as typeof import("./hunt.ts");
    return await hunt();
  } finally {
    await rm(outfile, { force: true });
  }
}

const putIn = ({ name, edits }: Mutant): Plugin => ({
  name: "mutant",
  setup({ onLoad, onEnd }) {
    const met = new Set<string>();
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const here = edits.filter(({ file }) => path === join(root, "lambda", file));
      if (here.length === 0) return undefined;
      let contents = await readFile(path, "utf8");
      for (const { file, find, replace } of here) {
        met.add(file);
        const parts = contents.split(find);
        if (parts.length !== 2)
          throw new Error(`The mutant "${name}" finds its text ${parts.length - 1} times in lambda/${file}`);
        contents = parts.join(replace);
      }
      return { contents, loader: "ts" };
    });
    onEnd(() => {
      for (const { file } of edits) {
        if (!met.has(file))
          throw new Error(`The mutant "${name}" is about lambda/${file}, which the simulation does not load`);
      }
    });
  },
});
