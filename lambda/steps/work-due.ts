import { putOff } from "../lead/faults.ts";
import type { Worker } from "../lead/item.ts";
import { later, timing } from "../lead/timing.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { DueItem, DueStore } from "../store/store.ts";

/** The tick handles every due item that the stream did not, oldest first. */

export interface WorkDueDeps {
  readonly due: Pick<DueStore, "due" | "putOff">;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

const PAGE = 25;
/** How many items run at once, so that one in the queue does not block other accounts. */
const AT_ONCE = 50;

/** Which items are handled: of those that fall due before a moment, the ones that are chosen. */
export interface Chosen {
  readonly before: Date;
  readonly page: number;
  readonly isMet: (item: DueItem) => boolean | Promise<boolean>;
}

/** Everything that is due; but where the stream has only just woken a worker, that one comes first. */
const whatIsDue = (worker: Worker, now: Date): Chosen => ({
  before: later(now, worker === "reconcile" ? 0 : -timing.tickGrace),
  page: PAGE,
  isMet: () => true,
});

/**
 * Handles every due item of a worker until none is left or the time runs short; the next tick finds the rest. An item
 * that fails is put off, so that it does not delay the others at each tick.
 * @returns how many items were handled
 */
export async function workDue(
  worker: Worker,
  act: (item: DueItem) => Promise<void>,
  deps: WorkDueDeps,
  chosen = whatIsDue(worker, deps.now()),
): Promise<number> {
  const { due, now, timeLeftMs, log } = deps;
  const inWorks = new Set<Promise<unknown>>();
  const handle = async (item: DueItem): Promise<void> => {
    if (await isDone(item, act, log, nameOf)) return;
    const putItOff = async () => void (await due.putOff(item, putOff(worker, item.faults ?? 0, now())));
    await isDone(item, putItOff, log, nameOf);
  };
  let handled = 0;
  let after: string | undefined;
  do {
    const page = await due.due(worker, chosen.before, { limit: chosen.page, after });
    for (const item of page.items) {
      if (!(await chosen.isMet(item))) continue;
      if (inWorks.size >= AT_ONCE) await Promise.race(inWorks);
      const work: Promise<void> = handle(item).finally(() => inWorks.delete(work));
      inWorks.add(work);
      handled += 1;
    }
    after = page.next;
  } while (after !== undefined && timeLeftMs() > timing.dialNeeds);
  await Promise.all(inWorks);
  return handled;
}

/**
 * Handles items side by side; one that fails holds up none of the others and stays due.
 * @param name what the log says of one that failed
 */
export async function settleEach<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
  log: Log,
  name: (item: T) => LogFields = () => ({}),
): Promise<void> {
  await Promise.all(items.map((item) => isDone(item, act, log, name)));
}

/** Which lead or call it is. */
export const nameOf = (item: NamedItem): LogFields =>
  item.kind === "lead" ? { leadId: item.id } : { account: item.account, callId: item.callId };

type NamedItem =
  | { readonly kind: "lead"; readonly id: string }
  | { readonly kind: "call"; readonly account: string; readonly callId: string };

async function isDone<T>(
  item: T,
  act: (item: T) => Promise<void>,
  log: Log,
  name: (item: T) => LogFields,
): Promise<boolean> {
  try {
    await act(item);
    return true;
  } catch (error) {
    log("error", "item failed", { ...name(item), error });
    return false;
  }
}
