import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** Which packages the functions carry, and how many bytes of each: as the bundler counts, not package.json. */

/** Bytes by package, then by function; ours are under {@link OURS}. */
export type Shares = ReadonlyMap<string, ReadonlyMap<string, number>>;

export const OURS = "(this project)";

/** @param metafile of a build whose outputs are `<function>/index.mjs` */
export function sharesIn({ outputs }: Pick<Metafile, "outputs">): Shares {
  const shares = new Map<string, Map<string, number>>();
  for (const [file, { inputs }] of Object.entries(outputs)) {
    const name = file.split("/").at(-2) ?? file;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const of = shares.get(packageOf(input)) ?? new Map<string, number>();
      of.set(name, (of.get(name) ?? 0) + bytesInOutput);
      shares.set(packageOf(input), of);
    }
  }
  return shares;
}

/** The package that a file is of: the innermost, where one lies within another. */
export function packageOf(path: string): string {
  const inside = path.split("node_modules/").at(-1) ?? "";
  if (!path.includes("node_modules/")) return OURS;
  const [scope = "", name = ""] = inside.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

export interface Installed {
  readonly version: string;
  readonly license: string;
}

/** As it lies in node_modules. */
export function installed(name: string, root: string): Installed {
  const { version = "?", license = "?" } = JSON.parse(
    readFileSync(join(root, "node_modules", name, "package.json"), "utf8"),
  );
  return { version, license: typeof license === "string" ? license : "?" };
}
