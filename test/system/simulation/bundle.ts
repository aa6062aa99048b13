import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";

/** The bridge, its simulation and nearly all of their packages in one file, as Node loads and runs them fastest. */

export const root = join(import.meta.dirname, "../../..");

/** How everything of the simulation is built. */
export const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "silent",
} satisfies BuildOptions;

/** @returns the folder for what is built */
export async function cacheFolder(): Promise<string> {
  const folder = join(root, "node_modules/.cache/simulation");
  await mkdir(folder, { recursive: true });
  return folder;
}

/**
 * Bundles a file of the simulation for as long as it is used.
 * @param entry below test/system/simulation/
 * @param use gets the bundle's address
 */
export async function withBundle<T>(entry: string, use: (url: URL) => Promise<T>): Promise<T> {
  const outfile = join(await cacheFolder(), `${entry.replace(/\.ts$/, "")}-${process.pid}.mjs`);
  try {
    await build({
      ...common,
      entryPoints: [`test/system/simulation/${entry}`],
      outfile,
      // The store that asks DynamoDB tells what its requests need (test/fakes/table-requests.ts); its client sends none.
      external: ["@aws-sdk/client-dynamodb"],
    });
    return await use(pathToFileURL(outfile));
  } finally {
    await rm(outfile, { force: true });
  }
}
