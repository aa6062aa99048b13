import type { Stage } from "../stage/stage.ts";

/** Leads from before the table had an index of arrivals are put into it, so that lists and numbers have them, too. */

/** What it takes, from what AWS last counted in the table; an upper bound, as calls and other items are in it. */
export interface IndexingPrice {
  readonly items: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** At the list prices of us-east-1 in November 2026: $0.125 for a million units read, $0.625 for a million written. */
  readonly dollars: number;
}

/** A scan reads 8 kB for a unit when it need not be the last second's state. */
const BYTES_READ_PER_UNIT = 8_192;
/** A lead that has ended is a kilobyte or two, and its row in the index is one unit more. */
const UNITS_WRITTEN_PER_LEAD = 3;
const DOLLARS = { read: 0.125e-6, written: 0.625e-6 };

export async function indexingPrice({ archive }: Pick<Stage, "archive">): Promise<IndexingPrice> {
  const { items, bytes } = await archive.size();
  const readUnits = Math.ceil(bytes / BYTES_READ_PER_UNIT);
  const writeUnits = items * UNITS_WRITTEN_PER_LEAD;
  return { items, readUnits, writeUnits, dollars: readUnits * DOLLARS.read + writeUnits * DOLLARS.written };
}

/**
 * It may be broken off at any time and run again: what is done is passed over.
 * @param progress called with how many leads were put into the index so far
 * @returns how many there were
 */
export async function indexOldLeads(
  { archive }: Pick<Stage, "archive">,
  progress: (count: number) => void,
): Promise<number> {
  let count = 0;
  for await (const some of archive.indexArrivals()) {
    count += some;
    progress(count);
  }
  return count;
}
