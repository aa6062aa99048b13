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
      logLevel: "error",
      plugins: [putIn(mutant)],
    });
    const { hunt } = (await import(pathToFileURL(outfile).href)) as typeof import("./hunt.ts");
    return await hunt();
  } finally {
    await rm(outfile, { force: true });
  }
}

const putIn = ({ name, file, find, replace }: Mutant): Plugin => ({
  name: "mutant",
  setup({ onLoad, onEnd }) {
    const path = join(root, "lambda", file);
    let met = false;
    onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
      if (loaded !== path) return undefined;
      met = true;
      const parts = (await readFile(path, "utf8")).split(find);
      if (parts.length !== 2) {
        throw new Error(
          `The mutant "${name}" must find its text once in lambda/${file}; it is there ${parts.length - 1} times`,
        );
      }
      return { contents: parts.join(replace), loader: "ts" };
    });
    onEnd(() => {
      if (!met) throw new Error(`The mutant "${name}" is about lambda/${file}, which the simulation does not load`);
    });
  },
});
