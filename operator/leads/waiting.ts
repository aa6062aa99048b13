import type { Call } from "../../lambda/lead/call/call.ts";
import type { Worker } from "../../lambda/lead/item.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import type { DueItem } from "../../lambda/store/store.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * Everything that waits, found by the index that the bridge itself works by: no scan of the table, and nothing is
 * missed.
 */

/** Later than any due time. */
const ever = new Date("9999-01-01T00:00:00Z");
const PAGE = 100;

/**
 * Called with the names of items that another version of the bridge wrote: they wait, and nobody here can say for
 * what.
 */
export type Unread = (names: readonly string[]) => void;

/** Leads in which something is still to happen, in due order. */
export async function waitingLeads(
  { store, now }: Pick<Stage, "store" | "now">,
  workers: readonly Worker[] = ["dial-lead", "reconcile"],
  unread?: Unread,
): Promise<Lead[]> {
  const find = async (item: DueItem) => (item.kind === "lead" ? store.leads.find(item.id) : undefined);
  return allOf({ store, now }, workers, find, unread);
}

/** Calls whose result is not written yet, or whose recording may still come, in due order. */
export async function waitingCalls({ store, now }: Pick<Stage, "store" | "now">, unread?: Unread): Promise<Call[]> {
  const find = async (item: DueItem, worker: Worker) =>
    item.kind === "call" && (worker === "report-call" || item.faults !== undefined)
      ? store.calls.find(item.account, item.callId)
      : undefined;
  return allOf({ store, now }, ["report-call", "reconcile"], find, unread);
}

/** The items as they are now; one that ended since it was listed is left out. */
async function allOf<T extends Lead | Call>(
  { store, now }: Pick<Stage, "store" | "now">,
  workers: readonly Worker[],
  find: (item: DueItem, worker: Worker) => Promise<T | undefined>,
  tellUnread: Unread = () => undefined,
): Promise<T[]> {
  const all: T[] = [];
  const unread: string[] = [];
  const before = (worker: Worker) => (worker === "reconcile" ? later(now(), timing.longestWait) : ever);
  const read = async (item: DueItem, worker: Worker): Promise<T | undefined> => {
    try {
      return await find(item, worker);
    } catch (error) {
      if (!(error instanceof StatedError)) throw error;
      unread.push(item.kind === "lead" ? item.id : `call ${item.callId}`);
      return undefined;
    }
  };
  for (const worker of workers) {
    let after: string | undefined;
    do {
      const page = await store.due.due(worker, before(worker), { limit: PAGE, after });
      const found = await Promise.all(page.items.map((item) => read(item, worker)));
      all.push(...found.filter((item): item is Awaited<T> => item !== undefined && stillWaits(item)));
      after = page.next;
    } while (after !== undefined);
  }
  if (unread.length > 0) tellUnread(unread);
  return all.sort((a, b) => ((a.dueAt ?? "") < (b.dueAt ?? "") ? -1 : 1));
}

/**
 * An item that the table is going to forget is over; it is only due for its personal data to be erased. An operator
 * must see it where the bridge fails on that.
 */
const stillWaits = ({ dueAt, expiresAt, faults }: Lead | Call): boolean =>
  dueAt !== undefined && (expiresAt === undefined || faults !== undefined);
