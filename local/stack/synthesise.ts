import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "callingly-bridge-";

/** A new folder for what synthesis leaves, in the data folder if there is one. What killed bridges left is removed. */
export function synthesisFolder(dataDir: string | undefined): string {
  for (const left of dataDir === undefined ? [] : readdirSync(dataDir).filter((name) => name.startsWith(prefix))) {
    rmSync(join(dataDir ?? "", left), { recursive: true, force: true });
  }
  return mkdtempSync(join(dataDir ?? tmpdir(), prefix));
}

/**
 * Synthesises and bundles a configuration.
 * @returns the folder of the cloud assembly
 */
export async function synthesiseInto(folder: string, configPath: string): Promise<string> {
  // Loaded late, since it is the slowest part of a start and the first words should not wait for it.
  const [{ synthesise }, esbuild] = await Promise.all([import("../../lib/synthesise.ts"), import("esbuild")]);
  const outdir = join(folder, "assembly");
  // A stage of its own, so that nothing of the deployed ones holds here.
  await synthesise({ stage: "local", configPath, outdir, bundleDir: join(folder, "functions"), validation: false });
  // The bundler stays for a next time that does not come.
  await esbuild.stop();
  return outdir;
}
