import { mkdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

/** Starts bin/functions.ts, translated in one go, as bin/app.mjs does. */
const root = join(import.meta.dirname, "..");
// In a folder beside bin/ and lib/, so that the way from a file to the root is the same.
const folder = join(root, "dist");
const outfile = join(folder, "functions.cjs");
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ["bin/functions.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["aws-cdk-lib", "constructs", "esbuild", "@aws-sdk/client-cloudformation"],
  define: { "import.meta.dirname": "__dirname" },
  write: false,
  logLevel: "warning",
});
// In one step, as another app may be reading it.
await mkdir(folder, { recursive: true });
await writeFile(`${outfile}.${process.pid}`, outputFiles[0].contents);
await rename(`${outfile}.${process.pid}`, outfile);
await createRequire(import.meta.url)(outfile).main();
