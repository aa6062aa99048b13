import { basename, extname, join } from "node:path";
import { build } from "esbuild";

/** The console's pages as a browser gets them: one document, one script, one sheet. */
export interface Pages {
  readonly index: Buffer;
  /** By path below the console's. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;
}

const root = join(import.meta.dirname, "../..");

let built: Promise<Pages> | undefined;

/** Bundled once for each process, into memory. */
export const consolePages = (): Promise<Pages> => (built ??= bundle());

async function bundle(): Promise<Pages> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { app: "console/app.tsx" },
    tsconfig: "console/tsconfig.json",
    bundle: true,
    minify: true,
    write: false,
    outdir: "out",
    format: "esm",
    target: ["es2022"],
    loader: { ".svg": "text" },
    legalComments: "none",
    logLevel: "warning",
  });
  const types = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" } as const;
  const written = outputFiles.map(
    ({ path, contents }) =>
      [basename(path), { type: types[extname(path) as keyof typeof types], body: Buffer.from(contents) }] as const,
  );
  return {
    index: Buffer.from(index),
    files: new Map([...written, ["icon.svg", { type: "image/svg+xml", body: Buffer.from(icon) }]]),
  };
}

const index = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>callingly-bridge</title>
<link rel="icon" href="/console/icon.svg">
<link rel="stylesheet" href="/console/app.css">
<script type="module" src="/console/app.js"></script>
</head>
<body>
<div id="app"></div>
<noscript>The console needs JavaScript. Everything it shows can be had from the command line: bridge --help</noscript>
</body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f5c4d"/><path d="M8 19c0-6 16-6 16 0M12 24v-5m8 5v-5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`;
