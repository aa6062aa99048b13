import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { promisify } from "node:util";
import { packageFile, packageFolder } from "../../lib/program/places.ts";

/** The types of what an app may import: those of lib/index.ts, with all that they name. */

/** @param outdir where they are put, by the path of their source */
export async function buildTypes(outdir: string): Promise<void> {
  mkdirSync(packageFile("dist"), { recursive: true });
  const folder = mkdtempSync(packageFile("dist/types-"));
  try {
    const settings = {
      extends: packageFile("tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        incremental: false,
        outDir: join(folder, "out"),
        rootDir: packageFolder,
      },
      include: [],
      files: [packageFile("lib/index.ts")],
    };
    const project = join(folder, "tsconfig.json");
    writeFileSync(project, JSON.stringify(settings));
    await promisify(execFile)(process.execPath, [packageFile("node_modules/typescript/bin/tsc"), "-p", project]);
    copyNamed(join(folder, "out"), "lib/index.d.ts", outdir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = /(\bfrom |\bimport\()"(\.[^"]+)\.ts"/g;

/** Copies a file and those that it names: the compiler writes them for every module that it has read. */
function copyNamed(from: string, file: string, to: string, known = new Set<string>()): void {
  if (known.has(file)) return;
  known.add(file);
  const text = readFileSync(join(from, file), "utf8");
  mkdirSync(dirname(join(to, file)), { recursive: true });
  // A module of TypeScript is named by what it becomes, for compilers that do not know otherwise.
  writeFileSync(join(to, file), text.replace(named, '$1"$2.js"'));
  for (const [, , path = ""] of text.matchAll(named))
    copyNamed(from, relative("/", normalize(join("/", dirname(file), `${path}.d.ts`))), to, known);
}
