import type { Call } from "../lambda/lead/call.ts";
import type { Lead, Worker } from "../lambda/lead/lead.ts";
import { later, timing } from "../lambda/lead/timing.ts";
import type { DueItem, Store } from "../lambda/store/store.ts";
import type { Stage } from "./stage/stage.ts";

/** Everything that waits, found by the index that the bridge itself works by: no scan of the table, and nothing is missed. */

/** Later than any due time. */
const ever = new Date("9999-01-01T00:00:00Z");
const PAGE = 100;

/** Leads in which something is still to happen, in due order. */
export async function waitingLeads(
  { store, now }: Pick<Stage, "store" | "now">,
  workers: readonly Worker[] = ["dial-lead", "reconcile"],
): Promise<Lead[]> {
  const before = (worker: Worker) => (worker === "reconcile" ? later(now(), timing.longestWait) : ever);
  return allOf(store, workers, before, async (item) => (item.kind === "lead" ? store.leads.find(item.id) : undefined));
}

/** Calls whose result is not written yet, or whose recording may still come, in due order. */
export async function waitingCalls(store: Store): Promise<Call[]> {
  const find = async (item: DueItem) =>
    item.kind === "call" ? store.calls.find(item.account, item.callId) : undefined;
  return allOf(store, ["report-call"], () => ever, find);
}

/** The items as they are now; one that ended since it was listed is left out. */
async function allOf<T extends Lead | Call>(
  store: Store,
  workers: readonly Worker[],
  before: (worker: Worker) => Date,
  find: (item: DueItem) => Promise<T | undefined>,
): Promise<T[]> {
  const all: T[] = [];
  for (const worker of workers) {
    let after: string | undefined;
    do {
      const page = await store.due.due(worker, before(worker), { limit: PAGE, after });
      const found = await Promise.all(page.items.map(find));
      all.push(...found.filter((item): item is Awaited<T> => item !== undefined && stillWaits(item)));
      after = page.next;
    } while (after !== undefined);
  }
  return all.sort((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1));
}

/** What the table is going to forget is over; it is only due for its personal data to be taken out. */
const stillWaits = ({ dueAt, expiresAt }: Lead | Call): boolean => dueAt !== undefined && expiresAt === undefined;
