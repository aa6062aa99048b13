import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { withBundle } from "./bundle.ts";
import type { Run } from "./run.ts";
import type { Size } from "./seeds.ts";

/**
 * Runs worlds side by side, each in a thread of its own, which touches none of the others: what comes of them is the
 * same whatever the number of threads.
 * @param names seeds and crash points
 * @param onRun hears of each as soon as it is over
 * @returns the runs in the order of their names
 */
export function runSideBySide(
  names: readonly string[],
  size: Size,
  threads: number,
  onRun: (run: Run) => void = () => undefined,
): Promise<Run[]> {
  return withBundle("hand.ts", async (url) => {
    const hands = Array.from({ length: Math.min(threads, names.length) }, () => new Worker(url, { workerData: size }));
    try {
      return await sideBySide(names, hands, async (name, hand) => {
        hand.postMessage(name);
        const run = await answerOf<Run>(hand);
        onRun(run);
        return run;
      });
    } finally {
      await Promise.all(hands.map((hand) => hand.terminate()));
    }
  });
}

/**
 * Hands out work: whoever is done takes the next.
 * @returns what came of each, in the order of the items
 */
export async function sideBySide<Item, Hand, Result>(
  items: readonly Item[],
  hands: readonly Hand[],
  work: (item: Item, hand: Hand) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const takeAll = async (hand: Hand) => {
    for (const [index, item] of left) results[index] = await work(item, hand);
  };
  await Promise.all(hands.map(takeAll));
  return results;
}

/** The next thing a thread says. Rejects with what it throws. */
export const answerOf = async <T>(thread: Worker): Promise<T> => ((await once(thread, "message")) as [T])[0];
