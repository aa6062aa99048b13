import type { Lead } from "../../lambda/lead/lead.ts";
import { atNextTick, hurried } from "../../lambda/lead/retry.ts";
import { later } from "../../lambda/lead/timing.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { GATES_MAX_AGE_MS } from "../../lambda/store/cached-gates.ts";
import { changeLead } from "../../lambda/store/change.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * How many calls of an account leave before the next tick at the usual pace. Waking the dialler for more would only
 * make them queue.
 */
const WOKEN_PER_ACCOUNT = 60;

export interface Hurry {
  /** Who has it done. */
  readonly by: string;
  /** Called with how many are through. */
  readonly progress?: ((done: number) => void) | undefined;
  /** Aborted when the operator wants no more of it: what is done stays done. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has leads looked at now, in the order given; they leave at the usual pace. Those that have moved on meanwhile are
 * left as they are.
 * @returns ids of those that were come to before it was stopped
 */
export async function retryNow(
  leads: readonly Lead[],
  { by, progress = () => undefined, signal }: Hurry,
  { store, now, sleep }: Pick<Stage, "store" | "now" | "sleep">,
): Promise<string[]> {
  if (leads.length === 0) return [];
  // A worker that does not know yet of a gate that was opened just now would hold the lead again.
  await sleep(GATES_MAX_AGE_MS);
  const start = atNextTick(now());
  const wakes = firstOfEachAccount(leads);
  const come: string[] = [];
  await sideBySide(
    leads,
    async (lead, index) => {
      if (signal?.aborted) return;
      come.push(lead.id);
      // A millisecond apart, which keeps them in order in the index.
      await changeLead(store.leads, lead, (current) =>
        hurried(current, by, later(start, index), now(), wakes.has(lead.id)),
      );
    },
    { progress },
  );
  return come;
}

function firstOfEachAccount(leads: readonly Lead[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const first = leads.filter(({ account }) => {
    const before = counts.get(account) ?? 0;
    counts.set(account, before + 1);
    return before < WOKEN_PER_ACCOUNT;
  });
  return new Set(first.map(({ id }) => id));
}
