import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** The bridge, its simulation and nearly all of their packages in one file, as Node loads and runs them fastest. */

export const root = join(import.meta.dirname, "../../..");
const folder = join(root, "node_modules/.cache/simulation");

/**
 * Bundles a file of the simulation for as long as it is used.
 * @param entry below test/system/simulation/
 * @param use gets the bundle's address
 */
export async function withBundle<T>(
  { entry, name, plugins = [] }: { entry: string; name: string; plugins?: Plugin[] },
  use: (url: URL) => Promise<T>,
): Promise<T> {
  const outfile = join(folder, `${name.replaceAll(/\W+/g, "-")}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints: [`test/system/simulation/${entry}`],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "silent",
      // The store that asks DynamoDB tells what its requests need (test/fakes/table-requests.ts); its client sends none.
      external: ["@aws-sdk/client-dynamodb"],
      plugins,
    });
    return await use(pathToFileURL(outfile));
  } finally {
    await rm(outfile, { force: true });
  }
}
