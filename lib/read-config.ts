import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BridgeConfig, type BridgeConfigInput, ConfigError, defineConfig } from "../lambda/config/schema.ts";

export const defaultConfigPath = join(import.meta.dirname, "../bridge.config.ts");

/**
 * Reads and checks a configuration: the default export of a module.
 * @throws ConfigError naming the file and each path in it that has to change
 */
export async function readConfig(path: string): Promise<BridgeConfig> {
  if (!existsSync(path)) throw new ConfigError(`${path}: there is no such file`);
  try {
    const module: { default?: BridgeConfigInput } = await import(pathToFileURL(resolve(path)).href);
    // Checked again, because a file need not have asked for it.
    return defineConfig(module.default as BridgeConfigInput);
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(`${path}: ${error.message}`) : error;
  }
}
