import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build } from "esbuild";
import { type BridgeConfig, type BridgeConfigInput, ConfigError, defineConfig } from "../lambda/config/schema.ts";

export const defaultConfigPath = join(import.meta.dirname, "../bridge.config.ts");

/**
 * Reads and checks a configuration: the default export of a module, in TypeScript or JavaScript.
 * @throws ConfigError naming the file and each path in it that has to change
 */
export async function readConfig(path: string): Promise<BridgeConfig> {
  if (!existsSync(path)) throw new ConfigError(`${path}: there is no such file`);
  const code = await translated(resolve(path));
  try {
    const module: { default?: BridgeConfigInput } = await import(code);
    // Checked again, because a file need not have asked for it.
    return defineConfig(module.default as BridgeConfigInput);
  } catch (error) {
    // By its name, as the module has a check of its own, which it was translated with.
    if (error instanceof Error && error.name === "ConfigError") throw new ConfigError(`${path}: ${error.message}`);
    throw error;
  }
}

/** A module with all it imports as one that every Node can load: an address that holds the code itself. */
async function translated(file: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      banner: { js: 'import{createRequire as _r}from"node:module";const require=_r(process.cwd()+"/");' },
      define: {
        "import.meta.url": JSON.stringify(pathToFileURL(file).href),
        "import.meta.dirname": JSON.stringify(dirname(file)),
        "import.meta.filename": JSON.stringify(file),
      },
      write: false,
      logLevel: "silent",
    });
    return `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`;
  } catch (error) {
    const [problem] = (error as BuildFailure).errors ?? [];
    if (!problem) throw error;
    const { line = 0, column = 0 } = problem.location ?? {};
    throw new ConfigError(`${file}:${line}:${column + 1}: ${problem.text}`);
  }
}
