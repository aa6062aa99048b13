import { createRequire } from "node:module";
import { packageFile } from "../../lib/program/places.ts";
import type { Platform } from "../../lib/program/platform.ts";

/** The package with the engine for one kind of machine. */
export interface EnginePackage {
  readonly name: string;
  readonly version: string;
}

/** The machines for which the engine is published: npm/dynoxide/platforms.json in nubo-db/dynoxide. */
const machines = ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-x64"] as const;

/**
 * The package for a machine, of the version that this project is tested with; undefined where none is published.
 * `npm ci` brings it for Linux on x64. The others are not in package-lock.json, as nothing goes in there whose
 * fingerprint we do not know: they are fetched when they are needed, and npm compares them with the registry's own.
 */
export function enginePackage({ name }: Platform): EnginePackage | undefined {
  if (!machines.some((machine) => machine === name)) return undefined;
  const { optionalDependencies } = createRequire(packageFile("package.json"))("./package.json");
  return { name: `@dynoxide/${name}`, version: optionalDependencies["@dynoxide/linux-x64"] };
}

/** Where a package that was fetched lies. `npm ci` takes it away, and npm's own cache then has it still. */
export const fetchedInto = packageFile("node_modules/.cache/callingly-bridge/engine");
