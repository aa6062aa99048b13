import { workers as allWorkers, type Worker } from "../../lambda/lead/item.ts";
import { isEnd, type LeadState } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * What waits, as the index shows it by which the bridge itself works: what it is, for what it waits and since when. No
 * item is read for it, so that a hundred thousand that wait are looked through in seconds.
 */

/** Of all parts together: answers of some 400 kB, as bigger ones spare few requests and take memory. */
const PAGE = 8_000;

export interface Look {
  /** Whose items. @default all */
  readonly workers?: readonly Worker[];
  /** Of which rows there is any need. @default of all */
  readonly wanted?: (row: Waiting) => boolean;
  readonly order?: Order;
  /** How many to keep, the first in that order. @default all */
  readonly keep?: number;
  /** No more are looked at. @default all */
  readonly atMost?: number;
  /** Called with how many were looked at so far. */
  readonly progress?: ((count: number) => void) | undefined;
}

export type Order = (one: Waiting, other: Waiting) => number;
/** By when the lead was taken in, or the call was last hinted at. */
const newestFirst: Order = (one, other) => (one.cameAt > other.cameAt ? -1 : 1);
export const oldestFirst: Order = (one, other) => (one.cameAt < other.cameAt ? -1 : 1);
export const inDueOrder: Order = (one, other) => (one.dueAt < other.dueAt ? -1 : 1);

export interface Rows {
  readonly rows: readonly Waiting[];
  /** How many were wanted, those included that were not kept. */
  readonly count: number;
  /** There are more than were looked at. */
  readonly isMore: boolean;
}

/** What waits of leads and results, and only what still does: not what is merely going to lose its personal data. */
export async function rowsThatWait(
  { store, now }: Pick<Stage, "store" | "now">,
  { workers = allWorkers, wanted, order = newestFirst, keep = Infinity, atMost = Infinity, progress }: Look = {},
): Promise<Rows> {
  const seen = { looked: 0, count: 0 };
  let rows: Waiting[] = [];
  for (const worker of workers) {
    const before = worker === "reconcile" ? later(now(), timing.longestWait) : undefined;
    let after: string | undefined;
    do {
      if (seen.looked >= atMost) return { rows: first(rows, order, keep), count: seen.count, isMore: true };
      const page = await store.due.waiting(worker, { limit: PAGE, after }, before);
      const fitting = page.items.filter((row) => stillWaits(row, now()) && (wanted?.(row) ?? true));
      seen.looked += page.items.length;
      seen.count += fitting.length;
      rows.push(...fitting);
      // Not at every page, as it takes longer than reading the page did.
      if (rows.length > 2 * keep + PAGE) rows = first(rows, order, keep);
      progress?.(seen.looked);
      after = page.next;
    } while (after !== undefined);
  }
  return { rows: first(rows, order, keep), count: seen.count, isMore: false };
}

export type WaitingLead = Extract<Waiting, { kind: "lead" }>;
export const leadsAmong = (rows: readonly Waiting[]): WaitingLead[] =>
  rows.flatMap((row) => (row.kind === "lead" ? [row] : []));

/** For the reading of an item that another version of the bridge may have written. @throws any other failure */
export function notUnderstood(error: unknown): undefined {
  if (!(error instanceof StatedError)) throw error;
}

/** What moved to another worker meanwhile was met twice. */
function first(rows: readonly Waiting[], order: Order, keep: number): Waiting[] {
  const each = new Map(rows.map((row) => [row.kind === "lead" ? row.id : `${row.account} ${row.callId}`, row]));
  return [...each.values()].sort(order).slice(0, keep);
}

/**
 * What ended is due at once where the CRM is to be told of it, and much later where only its personal data is to be
 * erased; of that an operator must see where the bridge fails on it.
 */
const stillWaits = ({ kind, state, dueFor, dueAt, faults }: Waiting, now: Date): boolean =>
  faults !== undefined ||
  (kind === "call"
    ? dueFor === "report-call"
    : !isEnd(state as LeadState) || dueAt <= later(now, timing.workersApart).toISOString());

/** The index does not tell these apart, as they go their usual way. */
const alike = [
  ["ready", "dialing"],
  ["hinted", "verified"],
];

/** Whether an item with this row may be in one of these states. */
export const mayBeIn = ({ state }: Waiting, states: readonly string[]): boolean =>
  states.includes(state) || alike.some((one) => one.includes(state) && states.some((each) => one.includes(each)));
