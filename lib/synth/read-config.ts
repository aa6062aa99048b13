import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BridgeConfig, type BridgeConfigInput, ConfigError, defineConfig } from "../../lambda/config/schema.ts";
import { isBuilt } from "../program/places.ts";
import { refuseTwoConfigs } from "./config-path.ts";
import type { LoadModule } from "./translated.ts";

export { defaultConfigPath } from "./config-path.ts";

/** Where Node can load TypeScript, as a program can that runs as it is written. */
const imported: LoadModule = (file) => import(pathToFileURL(file).href);
const anywhere: LoadModule = async (file) => (await import("./translated.ts")).translated(file);

/**
 * Reads and checks a configuration: the default export of a module.
 * @throws ConfigError naming the file and each path in it that has to change
 */
export async function readConfig(
  path: string,
  load: LoadModule = isBuilt ? anywhere : imported,
): Promise<BridgeConfig> {
  if (!existsSync(path))
    throw new ConfigError(
      `${path}: there is no such file. Type this in the folder of your bridge.config.ts, or name the file with BRIDGE_CONFIG.`,
    );
  refuseTwoConfigs(path);
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
