import type { TestProject } from "vitest/node";
import { findChromium, here, none } from "./find.ts";
import { launchChromium } from "./launch.ts";

/** Starts one Chromium for all files of a run, as a start costs more than most of its pages. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const found = findChromium(here());
  if (found === undefined) {
    provide("chromium", undefined);
    // At the end, where it is read.
    return async () => console.warn(`\n${none}\n`);
  }
  const server = await launchChromium(found);
  provide("chromium", server.wsEndpoint());
  return () => server.close();
}
