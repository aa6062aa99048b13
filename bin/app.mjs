import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Starts bin/app.ts. Translated in one go it runs on every Node, and loads of the CDK only what it uses: imported file
 * by file, both together took two seconds of every synthesis.
 */
const root = join(import.meta.dirname, "..");
// In a folder beside bin/ and lib/, so that the way from a file to the root is the same.
const outfile = join(root, "dist/app.cjs");
await build({
  absWorkingDir: root,
  entryPoints: ["bin/app.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["aws-cdk-lib", "constructs", "esbuild", "cdk-nag", "@aws-sdk/client-cloudformation"],
  define: { "import.meta.dirname": "__dirname" },
  sourcemap: "inline",
  logLevel: "warning",
});
await createRequire(import.meta.url)(outfile).main();
