import type { Lead } from "../../lambda/lead/lead.ts";
import { atNextTick, hurried } from "../../lambda/lead/retry.ts";
import { later } from "../../lambda/lead/timing.ts";
import { changeLead } from "../../lambda/store/change.ts";
import type { Stage } from "../stage/stage.ts";

const SIDE_BY_SIDE = 25;

/**
 * Has leads looked at by the next tick, in the order given; they leave at the usual pace.
 * What is due already, or has moved on meanwhile, is left as it is.
 * @param progress told how many are done
 */
export async function hurry(
  leads: readonly Lead[],
  by: string,
  { store, now }: Pick<Stage, "store" | "now">,
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const start = atNextTick(now());
  for (let first = 0; first < leads.length; first += SIDE_BY_SIDE) {
    const some = leads.slice(first, first + SIDE_BY_SIDE).map((lead, index) =>
      // A millisecond apart, which keeps them in order in the index.
      changeLead(store.leads, lead, (current) => hurried(current, by, later(start, first + index), now())),
    );
    await Promise.all(some);
    progress(first + some.length);
  }
}
