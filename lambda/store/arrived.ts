import type { Lead } from "../lead/lead.ts";
import { later, timing } from "../lead/timing.ts";
import { utcDay } from "./items/arrivals.ts";
import type { Arrival, Batch, Store } from "./store.ts";

/** Leads by when they came: the index names them, their items are read in hundreds, and the table is never read as a whole. */

type Stores = Pick<Store, "arrivals" | "batches">;

/** Rows of one answer: some 60 kB. */
const ROWS = 500;

/** The days in UTC of which two moments have a part between them, the oldest first. */
function utcDays(from: Date, before: Date): string[] {
  const days: string[] = [];
  for (let at = new Date(`${utcDay(from.toISOString())}T00:00:00Z`); at < before; at = later(at, timing.day))
    days.push(utcDay(at.toISOString()));
  return from < before ? days : [];
}

/** What came between two moments, the oldest first. No lead is read. */
export async function* arrivalsBetween(
  { arrivals }: Pick<Stores, "arrivals">,
  from: Date,
  before: Date,
): AsyncGenerator<readonly Arrival[], void> {
  for (const day of utcDays(from, before)) {
    let after: Arrival | undefined;
    do {
      const rows = await arrivals.page({ day, order: "oldest first", from, before }, { limit: ROWS, after });
      if (rows.length > 0) yield rows;
      after = rows.length === ROWS ? rows.at(-1) : undefined;
    } while (after);
  }
}

/** Every lead that came between two moments, the oldest first, some hundreds at a time. */
export async function* leadsBetween(stores: Stores, from: Date, before: Date): AsyncGenerator<Batch<Lead>, void> {
  for await (const rows of arrivalsBetween(stores, from, before))
    yield await stores.batches.leads(rows.map(({ id }) => id));
}

/** How far a look at the newest came. */
export interface LookedBack {
  /** The newest first. */
  readonly rows: readonly Arrival[];
  /** Nothing older is left. */
  readonly isEnd: boolean;
  /** Where a next look goes on, whether or not a lead is there. */
  readonly place: Arrival;
}

/** Days that are asked about at once, where those before had few: at first one, then two, and so on. */
const MOST_AT_ONCE = 16;

/**
 * The newest leads between two moments, or after a place that an earlier look came to.
 * @param emptyDays after so many days without any it leaves off
 */
export async function newestArrivals(
  { arrivals }: Pick<Stores, "arrivals">,
  { from, before, after, limit, emptyDays }: NewestLook,
): Promise<LookedBack> {
  const until = after === undefined ? before : later(new Date(after.receivedAt), 1);
  const days = utcDays(from, until).toReversed();
  const rows: Arrival[] = [];
  let empty = 0;
  let looked = 0;
  for (let atOnce = 1; looked < days.length && rows.length < limit && empty < emptyDays; atOnce *= 2) {
    const some = days.slice(looked, looked + Math.min(atOnce, MOST_AT_ONCE));
    const pageOf = (day: string) =>
      arrivals.page(
        { day, order: "newest first", from, before },
        {
          limit: limit - rows.length,
          ...(after && utcDay(after.receivedAt) === day && { after }),
        },
      );
    for (const page of await Promise.all(some.map(pageOf))) {
      rows.push(...page);
      empty = page.length === 0 ? empty + 1 : 0;
    }
    looked += some.length;
  }
  const shown = rows.slice(0, limit);
  const last = shown.length === limit ? shown.at(-1) : undefined;
  return {
    rows: shown,
    isEnd: last === undefined && looked === days.length,
    place: last ?? { id: "", receivedAt: `${days[looked - 1] ?? utcDay(from.toISOString())}T00:00:00.000Z` },
  };
}

export interface NewestLook {
  readonly from: Date;
  readonly before: Date;
  readonly after?: Arrival | undefined;
  readonly limit: number;
  readonly emptyDays: number;
}
