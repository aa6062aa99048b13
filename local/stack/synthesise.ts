import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { builtFile, isBuilt, ownFile, packageFile } from "../../lib/program/places.ts";

/** The synthesised stack of a configuration, made once for as long as nothing changes. */

const keptIn = ownFile("dist/local");
/** What goes into a stack besides the configuration. */
const sources = ["lambda", "lib", "form", "cdk.json", "package.json", "package-lock.json"]
  .map((name) => packageFile(name))
  .filter((path) => existsSync(path));
const keptDays = 7;

/** What the process that synthesises is asked for, and says. */
export interface Order {
  readonly config: BridgeConfig;
  readonly configPath: string;
  readonly folder: string;
}
export type Done = { readonly failure?: string };

/**
 * Synthesises and bundles a configuration that was checked, unless that was done before with the same code.
 * @param say is told when it takes its time
 * @returns the folder of the cloud assembly, which others may use as well
 */
export async function synthesised(
  config: BridgeConfig,
  configPath: string,
  say: (text: string) => void = () => undefined,
): Promise<string> {
  const kept = join(keptIn, fingerprint(config));
  const assembly = join(kept, "assembly");
  if (existsSync(assembly)) {
    utimesSync(kept, new Date(), new Date());
    return assembly;
  }
  say("Synthesising the stack …");
  forgetOld();
  const folder = `${kept}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  await inProcessOfItsOwn({ config, configPath: resolve(configPath), folder });
  try {
    renameSync(folder, kept);
  } catch (error) {
    // Another bridge was quicker, with the same outcome.
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(assembly)) throw error;
  }
  return assembly;
}

/** What it loads is as much as all the rest of a bridge, and is needed no more when it is done. */
function inProcessOfItsOwn(order: Order): Promise<void> {
  const [program, execArgv] = isBuilt
    ? [builtFile("synthesise-now.js"), []]
    : [packageFile("local/stack/synthesise-now.ts"), ["--import", "tsx"]];
  const child = fork(program, {
    execArgv,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", ({ failure }: Done) => (failure === undefined ? resolve() : reject(new Error(failure))));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Synthesis ended early, with ${code}`)));
    child.send(order);
  });
}

/** The same for the same configuration, code and packages. */
function fingerprint(config: BridgeConfig): string {
  const hash = createHash("sha256").update(JSON.stringify([config, process.version]));
  for (const source of sources) {
    for (const file of filesIn(source)) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 20);
}

const filesIn = (source: string): string[] =>
  statSync(source).isFile()
    ? [source]
    : readdirSync(source, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort();

/** Stacks that no bridge has started from for days, and what killed bridges left. */
function forgetOld(): void {
  const since = Date.now() - keptDays * 24 * 60 * 60 * 1000;
  for (const name of existsSync(keptIn) ? readdirSync(keptIn) : []) {
    const path = join(keptIn, name);
    if (statSync(path).mtimeMs < since) rmSync(path, { recursive: true, force: true });
  }
}
