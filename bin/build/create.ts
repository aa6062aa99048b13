import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { packageFile, packageFolder } from "../../lib/program/places.ts";
import { repositoryOf } from "./package.ts";

/** A release is the workflow of a tag, which publishes this package and the one that it asks for. */
const isReleased = (): boolean => process.env.GITHUB_REF_TYPE === "tag";

/** The package create-callingly-bridge, as npm gets it: one file and no dependency. */
export async function buildCreate(folder: string, isRelease: boolean = isReleased()): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { version, license, engines } = JSON.parse(readFileSync(packageFile("package.json"), "utf8"));
  await build({
    absWorkingDir: packageFolder,
    entryPoints: ["create/main.ts"],
    outfile: join(folder, "create.mjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    define: { VERSION: JSON.stringify(version), IS_RELEASE: String(isRelease) },
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "warning",
  });
  const manifest = {
    name: "create-callingly-bridge",
    version,
    description: "Makes a folder for a callingly-bridge of your own: npm create callingly-bridge",
    license,
    ...repositoryOf(process.env.GITHUB_REPOSITORY),
    type: "module",
    engines,
    bin: { "create-callingly-bridge": "create.mjs" },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  cpSync(packageFile("create/README.md"), join(folder, "README.md"));
  cpSync(packageFile("LICENSE"), join(folder, "LICENSE"));
}
