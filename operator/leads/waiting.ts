import type { Call } from "../../lambda/lead/call/call.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { StatedError } from "../../lambda/runtime/errors.ts";
import { SIDE_BY_SIDE } from "../../lambda/runtime/side-by-side.ts";
import type { Stage } from "../stage/stage.ts";
import { type Look, rowsThatWait } from "./index-rows.ts";

/** Leads and results that wait. They are chosen from the index as far as it tells, and only the chosen ones are read. */

/**
 * Called with the names of items that another version of the bridge wrote: they wait, and nobody here can say for
 * what.
 */
export type Unread = (names: readonly string[]) => void;

/** The operator, who waits meanwhile. */
export interface Watcher {
  /** Called with how many rows of the index were looked at. */
  readonly looked?: (count: number) => void;
  /** Called with how many items were read, and of how many. */
  readonly read?: (count: number, of: number) => void;
  readonly unread?: Unread;
}

export interface Choice<T> extends Pick<Look, "workers" | "wanted" | "order"> {
  /** What the index does not show decides here, when the item is read. @default each fits */
  readonly fits?: (item: T) => boolean;
  /** How many are needed. @default all */
  readonly limit?: number;
  /** How many items are read at most for that. @default as many as it takes */
  readonly reads?: number;
  readonly watcher?: Watcher;
}

export interface Chosen<T> {
  /** As they are now, in the order asked for. */
  readonly items: readonly T[];
  /** How many were read for them. */
  readonly read: number;
  /** How many more the index shows that may fit. */
  readonly left: number;
}

/** Where the index does not show what is asked for, no more than these are read to find out, the first in order. */
export const LOOKED_INTO = 2_000;

/** Leads in which something is still to happen, the newest first. */
export const waitingLeads = (
  stage: Pick<Stage, "store" | "now">,
  { workers = ["dial-lead", "reconcile"], wanted, ...choice }: Choice<Lead> = {},
): Promise<Chosen<Lead>> =>
  chosen(stage, async (row) => (row.kind === "lead" ? stage.store.leads.find(row.id) : undefined), {
    ...choice,
    workers,
    wanted: (row) => row.kind === "lead" && (wanted?.(row) ?? true),
  });

/** Calls whose result is not written yet, or whose recording may still come, the newest first. */
export const waitingCalls = (
  stage: Pick<Stage, "store" | "now">,
  { workers = ["report-call", "reconcile"], wanted, ...choice }: Choice<Call> = {},
): Promise<Chosen<Call>> =>
  chosen(stage, async (row) => (row.kind === "call" ? stage.store.calls.find(row.account, row.callId) : undefined), {
    ...choice,
    workers,
    wanted: (row) => row.kind === "call" && (wanted?.(row) ?? true),
  });

/** One that ended since it was listed is left out. */
async function chosen<T extends Lead | Call>(
  stage: Pick<Stage, "store" | "now">,
  find: (row: Waiting) => Promise<T | undefined>,
  { fits = () => true, limit = Infinity, reads = Infinity, watcher = {}, ...look }: Choice<T>,
): Promise<Chosen<T>> {
  const { rows, count } = await rowsThatWait(stage, { ...look, keep: reads, progress: watcher.looked });
  const items: T[] = [];
  const unread: string[] = [];
  const readOne = async (row: Waiting): Promise<T | undefined> => {
    try {
      return await find(row);
    } catch (error) {
      if (!(error instanceof StatedError)) throw error;
      unread.push(row.kind === "lead" ? row.id : `call ${row.callId}`);
      return undefined;
    }
  };
  let read = 0;
  while (read < rows.length && items.length < limit) {
    const some = rows.slice(read, read + Math.min(SIDE_BY_SIDE, limit - items.length));
    const found = await Promise.all(some.map(readOne));
    items.push(...found.filter((item): item is Awaited<T> => item !== undefined && stillWaits(item) && fits(item)));
    read += some.length;
    watcher.read?.(read, Math.min(rows.length, limit));
  }
  if (unread.length > 0) watcher.unread?.(unread);
  return { items, read, left: count - read };
}

/**
 * An item that the table is going to forget is over; it is only due for its personal data to be erased. An operator
 * must see it where the bridge fails on that.
 */
const stillWaits = ({ dueAt, expiresAt, faults }: Lead | Call): boolean =>
  dueAt !== undefined && (expiresAt === undefined || faults !== undefined);
