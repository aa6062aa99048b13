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

/**
 * Handles every due item of a worker until none is left or the time runs short; the rest is met by the next tick.
 * @returns how many items were handled
 */
export async function sweep(worker: Worker, act: (item: DueItem) => Promise<void>, deps: SweepDeps): Promise<number> {
  const before = later(deps.now(), worker === "reconcile" ? 0 : -timing.tickGrace);
  let handled = 0;
  let after: string | undefined;
  do {
    const page = await deps.due.due(worker, before, { limit: PAGE, after });
    await each(page.items, act, deps.log);
    handled += page.items.length;
    after = page.next;
  } while (after !== undefined && deps.timeLeftMs() > timing.dialNeeds);
  return handled;
}

/** Handles items side by side; one that fails holds up none of the others and stays due. */
export async function each<T>(items: readonly T[], act: (item: T) => Promise<void>, log: Log): Promise<void> {
  const results = await Promise.allSettled(items.map(act));
  for (const result of results) {
    if (result.status === "rejected") log("error", "item failed", { error: result.reason });
  }
}
