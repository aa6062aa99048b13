import { type BrowserServer, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { findChromium, here, none } from "./find.ts";
import { unpackChromium } from "./unpack.ts";

/** Starts one Chromium for all files of a run, as a start costs more than most of its pages. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const found = findChromium(here());
  if (found === undefined) {
    provide("chromium", undefined);
    // At the end, where it is read.
    return async () => console.warn(`\n${none}\n`);
  }
  const { path, env } = found.kind === "packed" ? await unpackChromium(found.folder) : { path: found.path, env: {} };
  const server = await start(path, env);
  provide("chromium", server.wsEndpoint());
  return () => server.close();
}

async function start(executablePath: string, env: Readonly<Record<string, string>>): Promise<BrowserServer> {
  // Its sandbox wants rights that containers do not give; the only pages are ours.
  return chromium
    .launchServer({ executablePath, env: { ...process.env, ...env }, args: ["--no-sandbox"] })
    .catch((error) => {
      throw new Error(`${executablePath} does not start; CHROMIUM=<path> names another Chromium`, { cause: error });
    });
}
