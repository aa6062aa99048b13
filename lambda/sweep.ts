import type { Worker } from "./lead/lead.ts";
import { later, timing } from "./lead/timing.ts";
import type { Log } from "./runtime/log.ts";
import type { DueItem, DueStore } from "./store/store.ts";

/** What the stream did not do, the tick does: everything whose time has come, oldest first. */

export interface SweepDeps {
  readonly due: DueStore;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

const PAGE = 25;
/** Items in the works at a time: one that waits for its turn must not keep those of other accounts waiting. */
const SIDE_BY_SIDE = 50;

/**
 * Handles every due item of a worker until none is left or the time runs short; the rest is met by the next tick.
 * @returns how many items were handled
 */
export async function sweep(worker: Worker, act: (item: DueItem) => Promise<void>, deps: SweepDeps): Promise<number> {
  const before = later(deps.now(), worker === "reconcile" ? 0 : -timing.tickGrace);
  const inWorks = new Set<Promise<void>>();
  let handled = 0;
  let after: string | undefined;
  do {
    const page = await deps.due.due(worker, before, { limit: PAGE, after });
    for (const item of page.items) {
      if (inWorks.size >= SIDE_BY_SIDE) await Promise.race(inWorks);
      const work: Promise<void> = guarded(item, act, deps.log).finally(() => inWorks.delete(work));
      inWorks.add(work);
      handled += 1;
    }
    after = page.next;
  } while (after !== undefined && deps.timeLeftMs() > timing.dialNeeds);
  await Promise.all(inWorks);
  return handled;
}

/** Handles items side by side; one that fails holds up none of the others and stays due. */
export async function each<T>(items: readonly T[], act: (item: T) => Promise<void>, log: Log): Promise<void> {
  await Promise.all(items.map((item) => guarded(item, act, log)));
}

async function guarded<T>(item: T, act: (item: T) => Promise<void>, log: Log): Promise<void> {
  try {
    await act(item);
  } catch (error) {
    log("error", "item failed", { error });
  }
}
