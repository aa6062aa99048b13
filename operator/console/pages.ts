import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { builtFile, isBuilt } from "../../lib/program/places.ts";

/** The console's pages as a browser gets them: one document, one script, one sheet. */
export interface Pages {
  readonly index: Buffer;
  /** By path below the console's. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;
}

let read: Promise<Pages> | undefined;

/** Made by the build; where the program runs as it is written, bundled once for each process, into memory. */
export const consolePages = (): Promise<Pages> => (read ??= pages());

async function pages(): Promise<Pages> {
  const made = isBuilt ? await readBuilt() : (await (await import("./bundle-pages.ts")).bundlePages()).files;
  const files = pageFiles.map((name) => {
    const body = made.get(name);
    if (body === undefined) throw new Error(`The console has no ${name}`);
    return [name, { type: types[extname(name) as keyof typeof types] as string, body }] as const;
  });
  const drawn = ["icon.svg", { type: "image/svg+xml", body: Buffer.from(icon) }] as const;
  return { index: Buffer.from(index), files: new Map([...files, drawn]) };
}

const pageFiles = ["app.js", "app.css"];
const types = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" } as const;

async function readBuilt(): Promise<ReadonlyMap<string, Buffer>> {
  return new Map(
    await Promise.all(pageFiles.map(async (name) => [name, await readFile(builtFile("console", name))] as const)),
  );
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
