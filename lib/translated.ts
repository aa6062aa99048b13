import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build, type Plugin } from "esbuild";
import { type BridgeConfigInput, ConfigError } from "../lambda/config/schema.ts";
import { packageFile } from "./program/places.ts";

/** Loads the module in a file, by its absolute path. */
export type LoadModule = (file: string) => Promise<{ readonly default?: BridgeConfigInput }>;

/**
 * Loads a module in TypeScript with all it imports, on any Node: translated in one go, into an address that holds the code.
 * @throws ConfigError naming the line that cannot be read
 */
export const translated: LoadModule = async (file) => import(await addressOf(file));

async function addressOf(file: string): Promise<string> {
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
      plugins: [uncheckedHere],
      write: false,
      logLevel: "silent",
    });
    return `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`;
  } catch (error) {
    const [problem] = (error as BuildFailure).errors ?? [];
    if (!problem) throw error;
    const { line = 0, column = 0 } = problem.location ?? {};
    throw new ConfigError(`line ${line}, column ${column + 1}: ${problem.text}`);
  }
}

/** Whoever reads a configuration checks it: the check that it imports need not be translated with it. */
const uncheckedHere: Plugin = {
  name: "unchecked-here",
  setup({ onResolve, onLoad }) {
    const stub = { path: "define-config", namespace: "unchecked" };
    onResolve({ filter: /^callingly-bridge$/ }, () => stub);
    onResolve({ filter: /[\\/]config[\\/]schema\.ts$/ }, ({ path, resolveDir }) =>
      resolve(resolveDir, path) === packageFile("lambda/config/schema.ts") ? stub : undefined,
    );
    onLoad({ filter: /.*/, namespace: "unchecked" }, () => ({
      contents: "export const defineConfig = (config) => config;",
    }));
  },
};
