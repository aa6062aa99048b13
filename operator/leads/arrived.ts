import type { Lead } from "../../lambda/lead/lead.ts";
import { later, timing } from "../../lambda/lead/timing.ts";
import { arrivalsBetween, newestArrivals } from "../../lambda/store/arrived.ts";
import type { Arrival } from "../../lambda/store/store.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { fits, type LeadFilter } from "./filter.ts";
import { LOOKED_INTO } from "./waiting.ts";

/** Leads by when they came, whatever became of them: the newest page by page, and what came since a look. */

export type ArrivalStage = Pick<Stage, "store" | "now" | "config">;

export interface ArrivedLook {
  /** Applied to what was read, as the index shows times only. */
  readonly filter?: LeadFilter | undefined;
  /** Only what came before. @default everything, by a clock a minute ahead of this one, too */
  readonly before?: Date | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** @default 50 */
  readonly limit?: number | undefined;
  /** No more leads are read for a page: with a filter that few fit, it may have less than its limit and a `next`. */
  readonly reads?: number | undefined;
}

export interface ArrivedPage {
  /** The newest first. */
  readonly leads: readonly Lead[];
  /** How many leads were read for them. */
  readonly read: number;
  /** Keys of leads that another version of the bridge wrote: they are there, and nobody here can say what they are. */
  readonly unread: readonly string[];
  /** Nothing that came since is missing on the pages so far; nothing is said of what came before. */
  readonly backTo: Date;
  /** Where the next page goes on, which may turn out empty; absent where nothing older is left. */
  readonly next?: string | undefined;
}

/** As many as one answer of the table has. */
const BATCH = 100;
/** A page of a bridge that had nobody for so long ends there; the next one goes on. */
const EMPTY_DAYS = 7;

/**
 * A page of leads, the newest first. Fifty without a filter are one question to the index and one to the table. Leads from
 * before the index was there are in it once `bridge leads index-old` has run.
 * @throws Problem when `after` is no page's `next`
 */
export async function newestLeads(
  { store, now, config }: ArrivalStage,
  { filter = {}, before = later(now(), timing.minute), after, limit = 50, reads = LOOKED_INTO }: ArrivedLook = {},
): Promise<ArrivedPage> {
  const from = filter.since ?? later(now(), -config.policies.ledgerDays * timing.day);
  const choosy = Object.values(filter).some((each) => each !== undefined && each !== filter.since);
  const leads: Lead[] = [];
  const unread: string[] = [];
  let read = 0;
  let place = after === undefined ? undefined : placeIn(after);
  for (;;) {
    const wanted = Math.min(BATCH, reads - read, choosy ? BATCH : limit - leads.length);
    const look = await newestArrivals(store, { from, before, after: place, limit: wanted, emptyDays: EMPTY_DAYS });
    const batch = await store.batches.leads(look.rows.map(({ id }) => id));
    read += look.rows.length;
    unread.push(...batch.unread);
    const found = new Map(batch.items.map((lead) => [lead.id, lead]));
    for (const row of look.rows) {
      const lead = found.get(row.id);
      if (lead && fits(lead, filter)) leads.push(lead);
      place = row;
      if (leads.length === limit) break;
    }
    const isFull = leads.length === limit;
    if (!isFull) place = look.place;
    const isEnd = look.isEnd && (!isFull || place === look.rows.at(-1));
    if (isEnd) return { leads, read, unread, backTo: from };
    if (isFull || read >= reads || look.rows.length < wanted) return { leads, read, unread, ...goesOnAt(place) };
  }
}

const goesOnAt = ({ receivedAt, id }: Arrival = { receivedAt: "", id: "" }) => ({
  backTo: new Date(receivedAt),
  next: `${receivedAt} ${id}`,
});

function placeIn(next: string): Arrival {
  const [, receivedAt = "", id = ""] = /^(\S+) (\S*)$/.exec(next) ?? [];
  if (Number.isNaN(Date.parse(receivedAt)))
    throw new Problem("This is no place at which a list of leads goes on: read it from its beginning.");
  return { receivedAt, id };
}

/**
 * A lead is stored a moment after it came, which may have been spent on its captcha, and the index hears of it a moment
 * later: so each look goes back a little behind the one before.
 */
const LATE_MS = 30_000;

/** Whoever has not looked for longer reads the list anew: each day in between is a question to the index. */
const LONGEST_LOOK_MS = 2 * timing.day;

/**
 * What came since a look, the newest first, for who looks every few seconds. Leads that were seen are not read again: an
 * empty answer costs half a read unit.
 * @param since when the look before was begun
 * @param seen ids of what was shown of the last half minute before that, at least
 */
export async function leadsSince(
  { store, now }: Pick<ArrivalStage, "store" | "now">,
  since: Date,
  seen: ReadonlySet<string>,
): Promise<Pick<ArrivedPage, "leads" | "unread">> {
  const ids: string[] = [];
  const from = later(now(), -LONGEST_LOOK_MS) > since ? later(now(), -LONGEST_LOOK_MS) : since;
  for await (const rows of arrivalsBetween(store, later(from, -LATE_MS), later(now(), timing.minute)))
    ids.push(...rows.map(({ id }) => id).filter((id) => !seen.has(id)));
  const { items, unread } = await store.batches.leads(ids);
  return { leads: items.toReversed(), unread };
}
