import { type Browser, chromium } from "playwright-core";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the one Chromium of this run listens; undefined when the machine has none. */
    chromium: string | undefined;
  }
}

/** Opens the Chromium that all files share. Its pages and contexts are the caller's own, and go when it is closed. */
export async function openChromium(): Promise<Browser> {
  const address = inject("chromium");
  if (address === undefined)
    throw new Error("This run has started no Chromium; test/browser/ runs as the project browser");
  return chromium.connect(address);
}
