import { mkdtemp, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { cacheFolder, common, root } from "./bundle.ts";

/**
 * The bridge and its simulation with each module in a file of its own. Where some of them differ, those alone are built
 * anew, with what loads them: a tenth of the whole at most. All files are named as seen from the project's root.
 */
export interface Modules {
  urlOf(file: string): string;
  /**
   * Builds an entry with files that differ.
   * @param plugins put the difference in
   * @returns its address
   */
  buildAnew(entry: string, differing: readonly string[], plugins: readonly Plugin[]): Promise<string>;
  remove(): Promise<void>;
}

export async function buildModules(entries: readonly string[]): Promise<Modules> {
  const outdir = await mkdtemp(join(await cacheFolder(), "modules-"));
  // Packages are loaded as they lie there: once, as the thread is the same.
  const each = { ...common, packages: "external" } as const;
  const { metafile } = await build({ ...each, entryPoints: [...entries], outdir, write: false, metafile: true });
  const files = new Set(Object.keys(metafile.inputs).filter((file) => file.endsWith(".ts")));
  await build({
    ...each,
    entryPoints: [...files],
    outdir,
    outbase: root,
    outExtension: { ".js": ".mjs" },
    splitting: true,
  });
  const urlOf = (file: string) => pathToFileURL(join(outdir, file.replace(/\.ts$/, ".mjs"))).href;
  const loaders = loadersIn(metafile);
  let built = 0;

  return {
    urlOf,
    async buildAnew(entry, differing, plugins) {
      built += 1;
      const outfile = join(outdir, `${built}.mjs`);
      const anew = withLoaders(differing, loaders);
      const isKept = (file: string) => files.has(file) && !anew.has(file);
      await build({ ...each, entryPoints: [entry], outfile, plugins: [...plugins, keep(isKept, urlOf)] });
      return pathToFileURL(outfile).href;
    },
    remove: () => rm(outdir, { recursive: true, force: true }),
  };
}

/** The files that load each file. */
function loadersIn({ inputs }: Metafile): ReadonlyMap<string, readonly string[]> {
  const loaders = new Map<string, string[]>();
  for (const [file, { imports }] of Object.entries(inputs))
    for (const { path } of imports) loaders.set(path, [...(loaders.get(path) ?? []), file]);
  return loaders;
}

/** The files, and all that load one of them by however many steps. */
function withLoaders(files: readonly string[], loaders: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(files);
  for (const file of found) for (const loader of loaders.get(file) ?? []) found.add(loader);
  return found;
}

/** Leaves modules where they were built. */
const keep = (isKept: (file: string) => boolean, urlOf: (file: string) => string): Plugin => ({
  name: "keep",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const file = relative(root, join(resolveDir, path)).replaceAll("\\", "/");
      return isKept(file) ? { path: urlOf(file), external: true } : undefined;
    }),
});
