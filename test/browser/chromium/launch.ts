import { type BrowserServer, chromium } from "playwright-core";
import type { Chromium } from "./find.ts";
import { unpackChromium } from "./unpack.ts";

/** Starts a Chromium to which others connect. Whoever starts it closes it. */
export async function launchChromium(found: Chromium): Promise<BrowserServer> {
  const { path, env } = found.kind === "packed" ? await unpackChromium(found.folder) : { path: found.path, env: {} };
  // Its sandbox wants rights that containers do not give; the only pages are ours.
  return chromium
    .launchServer({ executablePath: path, env: { ...process.env, ...env }, args: ["--no-sandbox"] })
    .catch((error) => {
      throw new Error(`${path} does not start; CHROMIUM=<path> names another Chromium`, { cause: error });
    });
}
