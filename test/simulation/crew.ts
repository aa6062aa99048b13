import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { withBundle } from "./bundle.ts";
import type { Run } from "./run.ts";
import type { Size } from "./seeds.ts";

/**
 * Runs worlds side by side, each in a thread of its own, which touches none of the others: what comes of them is the
 * same whatever the number of threads.
 * @param names seeds and crash points
 * @returns the runs in the order of their names
 */
export function runSideBySide(names: readonly string[], size: Size, threads: number): Promise<Run[]> {
  return withBundle({ entry: "hand.ts", name: "hand" }, async (url) => {
    const runs: Run[] = [];
    let next = 0;
    const work = async () => {
      const hand = new Worker(url, { workerData: size });
      try {
        for (let index = next++; index < names.length; index = next++) {
          hand.postMessage(names[index]);
          const [run] = (await once(hand, "message")) as [Run];
          runs[index] = run;
        }
      } finally {
        await hand.terminate();
      }
    };
    await Promise.all(Array.from({ length: Math.min(threads, names.length) }, work));
    return runs;
  });
}
