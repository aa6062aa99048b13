import { basename } from "node:path";
import { build, type Metafile } from "esbuild";
import { packageFolder } from "../../lib/program/places.ts";

/** The console's script and sheet, as files of these names. */
export interface BundledPages {
  readonly files: ReadonlyMap<string, Buffer>;
  /** What went into them. */
  readonly metafile: Metafile;
}

export async function bundlePages(): Promise<BundledPages> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: packageFolder,
    entryPoints: { app: "console/app.tsx" },
    tsconfig: "console/tsconfig.json",
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    target: ["es2022"],
    loader: { ".svg": "text" },
    legalComments: "none",
    logLevel: "warning",
  });
  return { files: new Map(outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)])), metafile };
}
