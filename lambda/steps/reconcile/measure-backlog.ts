import { type Worker, workers } from "../../lead/item.ts";
import { count, countGate, type Levels, noLevels } from "../../lead/measure/backlog.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { later, timing } from "../../lead/timing.ts";
import type { DueStore, GateStore } from "../../store/store.ts";

/** Every minute: the waiting items, from the due index. Only waiting items are read, however large the table. */

export interface BacklogDeps {
  readonly due: Pick<DueStore, "waiting">;
  readonly gates: Pick<GateStore, "all">;
  readonly now: () => Date;
  readonly measure: BridgeMeasure;
}

const PAGE = 1_000;
/** Of each worker. Beyond twenty thousand the levels say at least that many. */
const MAX_PAGES = 20;

export async function measureBacklog({ due, gates, now, measure }: BacklogDeps): Promise<void> {
  const levels = noLevels();
  await Promise.all(workers.map((worker) => countWaiting(worker, levels, due, now())));
  for (const gate of await gates.all()) countGate(levels, gate, now());
  measure(levels);
}

async function countWaiting(worker: Worker, levels: Levels, due: BacklogDeps["due"], now: Date): Promise<void> {
  const before = worker === "reconcile" ? later(now, timing.longestWait) : undefined;
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { items, next } = await due.waiting(worker, { limit: PAGE, after }, before);
    for (const item of items) count(levels, item, now);
    if (next === undefined) return;
    after = next;
  }
}
