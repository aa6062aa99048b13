import { mkdirSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { packageFolder } from "../../lib/program/places.ts";
import { bundlePages } from "../../operator/console/bundle-pages.ts";

/** What is built: the command line with `npm start` in it, the CDK app, and the console's pages. */

export interface Built {
  /** What went into the programs and into the pages, each file by its path in the clone. */
  readonly metafiles: readonly Metafile[];
}

/** @param outdir absolute; what is in it already is written over */
export async function buildPrograms(outdir: string): Promise<Built> {
  const [{ metafile }, pages] = await Promise.all([build({ ...programs, outdir }), bundlePages()]);
  const folder = join(outdir, "console");
  mkdirSync(folder, { recursive: true });
  for (const [name, body] of pages.files) writeFileSync(join(folder, name), body);
  return { metafiles: [metafile, pages.metafile] };
}

/**
 * What is loaded by `require`, and of it no more than what is used: an `import` makes Node look at all that a module
 * offers. Of `node:http` that would be its second HTTP client, of the CDK all services of AWS, which take two seconds.
 */
const byRequire: Plugin = {
  name: "by-require",
  setup({ onResolve, onLoad }) {
    const namespace = "by-require";
    const required = new RegExp(`^(?:node:.*|${builtinModules.join("|")}|(?:aws-cdk-lib|constructs|cdk-nag)(?:/.*)?)$`);
    onResolve({ filter: required }, ({ path, kind }) =>
      kind === "require-call" ? { path, external: true } : { path, namespace },
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** How a program is built. */
export const programs = {
  absWorkingDir: packageFolder,
  entryPoints: {
    bridge: "bin/bridge.ts",
    app: "bin/app.ts",
    functions: "bin/functions.ts",
    // What an app imports.
    index: "lib/index.ts",
    "synthesise-now": "local/stack/synthesise-now.ts",
  },
  bundle: true,
  // Each command loads its own part.
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  mainFields: ["module", "main"],
  // Less to read at every start. Names stay, for whoever reads of an error in a library.
  minifySyntax: true,
  minifyWhitespace: true,
  charset: "utf8",
  external: ["esbuild"],
  plugins: [byRequire],
  // Some libraries are CommonJS and ask for Node's own modules by `require`, which ESM does not have.
  banner: {
    js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);',
  },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} satisfies BuildOptions;
