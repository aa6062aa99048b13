import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildFailure, build } from "esbuild";
import { ConfigError } from "../lambda/config/schema.ts";
import type { LoadModule } from "./read-config.ts";

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
