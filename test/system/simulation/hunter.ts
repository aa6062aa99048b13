import { parentPort } from "node:worker_threads";
import type { Hunt, Quarry } from "./hunt.ts";

/** What a hunter is sent to look for. */
export interface Order extends Quarry {
  /** Of `hunt.ts`, as it is with the mutant's bridge. */
  readonly url: string;
}

/**
 * A thread that hunts one mutant after the other. What they have in common is loaded once: a mutant brings the modules that
 * it changes, and those that load them.
 */
parentPort?.on("message", async ({ url, ...quarry }: Order) => {
  const { hunt } = (await import(url)) as { hunt: (quarry: Quarry) => Promise<Hunt> };
  parentPort?.postMessage(await hunt(quarry));
});
