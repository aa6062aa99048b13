import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { Problem } from "../../lib/program/problem.ts";

export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** The PATH variable. */
  readonly path: string;
}

const thisMachine: Machine = { platform: process.platform, arch: process.arch, path: process.env.PATH ?? "" };

/**
 * The DynamoDB engine's executable: from its npm package for this machine, else from the PATH.
 * @throws Problem when there is none
 */
export function findEngine({ platform, arch, path }: Machine = thisMachine): string {
  const file = platform === "win32" ? "dynoxide.exe" : "dynoxide";
  const name = `@dynoxide/${platform}-${arch}`;
  const candidates = [
    ...inPackage(name, file),
    ...path
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, file)),
  ];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Problem(
    `There is no DynamoDB engine for ${platform}-${arch}: try \`npm install --no-save ${name}@${pinnedVersion()}\`, put \`dynoxide\` on the PATH, or set DYNAMODB_ENDPOINT to a running engine such as DynamoDB Local.`,
  );
}

/** Of the engine that this project is tested with, whichever machine it is for. */
function pinnedVersion(): string {
  const { optionalDependencies } = createRequire(import.meta.url)("../../package.json");
  return optionalDependencies["@dynoxide/linux-x64"];
}

function inPackage(name: string, file: string): string[] {
  try {
    return [join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)];
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
