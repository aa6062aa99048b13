import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BridgeConfig, type BridgeConfigInput, ConfigError, defineConfig } from "../lambda/config/schema.ts";

export const defaultConfigPath = join(import.meta.dirname, "../bridge.config.ts");

/** Loads the module in a file, by its absolute path. */
export type LoadModule = (file: string) => Promise<{ readonly default?: BridgeConfigInput }>;

/** Where Node can load TypeScript. */
const imported: LoadModule = (file) => import(pathToFileURL(file).href);

/**
 * Reads and checks a configuration: the default export of a module.
 * @throws ConfigError naming the file and each path in it that has to change
 */
export async function readConfig(path: string, load: LoadModule = imported): Promise<BridgeConfig> {
  if (!existsSync(path)) throw new ConfigError(`${path}: there is no such file`);
  try {
    const module = await load(resolve(path));
    // Checked again, because a file need not have asked for it.
    return defineConfig(module.default as BridgeConfigInput);
  } catch (error) {
    // By its name, as a module that was translated has a check of its own.
    if (error instanceof Error && error.name === "ConfigError") throw new ConfigError(`${path}: ${error.message}`);
    throw error;
  }
}
