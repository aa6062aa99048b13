import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";

/** How a module is written: `import` and `export`, or `require` and `module.exports`. */
export type ModuleKind = "module" | "commonjs";

/**
 * How Node wants a JavaScript file to be written, by its ending and the package.json above it. TypeScript is translated
 * into either.
 */
export function moduleKindOf(file: string): ModuleKind {
  const ending = extname(file);
  if (ending === ".cjs") return "commonjs";
  return ending === ".js" && !isModulePackage(dirname(resolve(file))) ? "commonjs" : "module";
}

function isModulePackage(folder: string): boolean {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) return typeIn(manifest) === "module";
  const above = dirname(folder);
  return above !== folder && isModulePackage(above);
}

function typeIn(manifest: string): unknown {
  try {
    return JSON.parse(readFileSync(manifest, "utf8")).type;
  } catch {
    // Npm itself could not read it.
    return undefined;
  }
}
