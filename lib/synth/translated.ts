import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, Plugin } from "esbuild";
import { type BridgeConfigInput, ConfigError } from "../../lambda/config/schema.ts";
import { packageFile } from "../program/places.ts";
import { keepTranslation, keptTranslation } from "./kept-translation.ts";

/** Loads the module in a file, by its absolute path. */
export type LoadModule = (file: string) => Promise<{ readonly default?: BridgeConfigInput }>;

/**
 * Loads a module in TypeScript with all it imports, on any Node: translated in one go, into an address that holds the code.
 * @throws ConfigError naming the line that cannot be read
 */
export const translated: LoadModule = async (file) => {
  const code = keptTranslation(file) ?? (await translate(file));
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
};

async function translate(file: string): Promise<string> {
  // Loaded here, as most commands find a configuration that was translated before.
  const { build } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      absWorkingDir: dirname(file),
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
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const code = outputFiles[0]?.text ?? "";
    const files = Object.keys(metafile.inputs).filter((path) => !path.startsWith(stubbed));
    keepTranslation(file, { code, files: files.map((path) => resolve(dirname(file), path)) });
    return code;
  } catch (error) {
    const [problem] = (error as BuildFailure).errors ?? [];
    if (!problem) throw error;
    const { line = 0, column = 0 } = problem.location ?? {};
    throw new ConfigError(`line ${line}, column ${column + 1}: ${problem.text}`);
  }
}

const stubbed = "unchecked";

/** Whoever reads a configuration checks it: the check that it imports need not be translated with it. */
const uncheckedHere: Plugin = {
  name: "unchecked-here",
  setup({ onResolve, onLoad }) {
    const stub = { path: "define-config", namespace: stubbed };
    onResolve({ filter: /^callingly-bridge$/ }, () => stub);
    onResolve({ filter: /[\\/]config[\\/]schema\.ts$/ }, ({ path, resolveDir }) =>
      resolve(resolveDir, path) === packageFile("lambda/config/schema.ts") ? stub : undefined,
    );
    onLoad({ filter: /.*/, namespace: stubbed }, () => ({
      contents: "export const defineConfig = (config) => config;",
    }));
  },
};
