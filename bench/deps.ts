import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { build } from "esbuild";
import { sideBySide } from "../lambda/runtime/side-by-side.ts";
import { functionBuilds, functionNames } from "../lib/bundling/bundle.ts";
import { endWithNpm } from "../lib/program/ending.ts";
import { defaultConfigPath, readConfig } from "../lib/synth/read-config.ts";
import { table } from "../operator/cli/terminal/table.ts";
import { installed, OURS, sharesIn } from "./deps/packages.ts";
import { knownOf } from "./deps/registry.ts";

/**
 * What the functions carry of other people's code: how much of which package, how old it is and who looks after it.
 * `npm audit` reports known weaknesses; this is what a person looks at besides.
 */

const options = new Command("npm run deps --")
  .description("Lists the packages that the functions carry: bytes in each, licence, age, maintainers.")
  .option("--offline", "ask no registry: without age and maintainers")
  .option("--json", "print one JSON line")
  .parse()
  .opts<{ offline?: true; json?: true }>();

const root = join(import.meta.dirname, "..");
/** The registry is asked for so many packages at once. */
const ASKED_AT_ONCE = 4;

function sum(of: ReadonlyMap<string, number>): number {
  return [...of.values()].reduce((all, bytes) => all + bytes, 0);
}

endWithNpm();
const folder = await mkdtemp(join(tmpdir(), "bridge-deps-"));
const config = await readConfig(process.env.BRIDGE_CONFIG ?? defaultConfigPath);
const built = await Promise.all(functionBuilds(config, folder).map((options) => build({ ...options, metafile: true })));
const metafile = {
  inputs: Object.assign({}, ...built.map(({ metafile: { inputs } }) => inputs)),
  outputs: Object.assign({}, ...built.map(({ metafile: { outputs } }) => outputs)),
};
await rm(folder, { recursive: true });

const shares = sharesIn(metafile);
const names = [...shares.keys()].toSorted((a, b) => sum(shares.get(b) ?? new Map()) - sum(shares.get(a) ?? new Map()));
const rows = await sideBySide(names, rowOf, { atOnce: ASKED_AT_ONCE });

async function rowOf(name: string) {
  const bytes = Object.fromEntries(functionNames.map((fn) => [fn, shares.get(name)?.get(fn) ?? 0]));
  if (name === OURS) return { name, bytes };
  const { version, license } = installed(name, root);
  const known = options.offline ? undefined : await knownOf(name, version);
  return { name, version, license, ...known, bytes };
}

if (options.json) console.log(JSON.stringify(rows));
else {
  const kb = (bytes: number) => (bytes === 0 ? "" : (bytes / 1000).toFixed(1));
  const cells = rows.map((row) => [
    row.name,
    "version" in row ? row.version : "",
    "license" in row ? row.license : "",
    "published" in row ? (row.published ?? "?") : "",
    "newest" in row ? (row.newest ?? "?") : "",
    "maintainers" in row ? (row.maintainers ?? "?") : "",
    ...functionNames.map((fn) => kb(row.bytes[fn] ?? 0)),
  ]);
  console.log(table(["package", "version", "licence", "published", "newest", "maintainers", ...functionNames], cells));
  console.log(
    "\nkB in each function, minified. published: of this version; newest: of any; ? where the registry does not say.",
  );
}
