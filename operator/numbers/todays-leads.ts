import type { Call } from "../../lambda/lead/call/call.ts";
import { isEnd, type Lead } from "../../lambda/lead/lead.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { later } from "../../lambda/lead/timing.ts";
import { callIdsOf, callsByLead } from "../../lambda/steps/reconcile/count-days.ts";
import { arrivalsBetween } from "../../lambda/store/arrived.ts";
import { onItsWay } from "../../lambda/store/items/due.ts";
import { staysInPlace } from "../../lambda/store/items/leads-and-calls.ts";
import type { Store } from "../../lambda/store/store.ts";
import { type AccountDay, dayOfLead, spanOf } from "./days-of-accounts.ts";

/**
 * The leads of today, read once, and from then on only those that may have changed. What waits for the dialler shows in
 * the index whether it did; of the rest those are read that are due, and a few of the others at each look, in turn.
 */

export interface KnownLead {
  readonly lead: Lead;
  /** Undefined where the lead alone tells enough, or too many would have to be read. */
  readonly calls: readonly Call[] | undefined;
  readonly readAt: Date;
}

export interface TodaysLeads {
  readonly leads: ReadonlyMap<string, KnownLead>;
  /** Keys of leads that another version of the bridge wrote. */
  readonly unread: ReadonlySet<string>;
  /** How many calls were not read: redials of Callingly, which are missing among the attempts. */
  readonly callsLeft: number;
}

/** All calls, or those of leads with several, as far as a look may read. */
export type CallsWanted = "all" | "few";

/** A lead may be stored some seconds after it came: so each look goes back a little behind the one before. */
const LATE_MS = 30_000;
/** Calls that the first look reads when few are wanted, and each further one. */
const CALLS_AT_FIRST = 60;
const CALLS_LATER = 6;
/** Leads that are read again at a look although nothing says that they changed. */
const IN_TURN = 6;

export function todaysLeads(
  store: Pick<Store, "arrivals" | "batches">,
  days: readonly AccountDay[],
  wanted: CallsWanted,
) {
  const known = new Map<string, KnownLead>();
  const unread = new Set<string>();
  let lookedAt: Date | undefined;

  async function read(ids: readonly string[], at: Date, mostCalls: number): Promise<void> {
    if (ids.length === 0) return;
    const batch = await store.batches.leads(ids);
    for (const key of batch.unread) unread.add(key);
    const todays = batch.items.filter((lead) => dayOfLead(days, lead) !== undefined);
    const talkative = wanted === "all" ? todays : firstWith(todays.filter(hasRedials), mostCalls);
    const calls = await callsByLead(talkative, store);
    const read = new Set(talkative.map(({ id }) => id));
    for (const id of ids) known.delete(id);
    for (const lead of todays)
      known.set(lead.id, { lead, calls: read.has(lead.id) ? (calls.get(lead.id) ?? []) : undefined, readAt: at });
  }

  /** @param rows of the dialler's part of the index, as they are now */
  async function look(rows: readonly Waiting[], now: Date): Promise<TodaysLeads> {
    const span = spanOf(days);
    const isFirst = lookedAt === undefined;
    const since = lookedAt === undefined ? span.from : later(lookedAt, -LATE_MS);
    lookedAt = now;
    const ids: string[] = [];
    for await (const arrivals of arrivalsBetween(store, since < span.from ? span.from : since, span.before))
      ids.push(...arrivals.map(({ id }) => id).filter((id) => !known.has(id)));
    const again = isFirst ? [] : whatMayHaveChanged([...known.values()], rows, now);
    await read([...ids, ...again], now, isFirst ? CALLS_AT_FIRST : CALLS_LATER);
    const left = [...known.values()].filter(({ lead, calls }) => calls === undefined && hasRedials(lead));
    return {
      leads: known,
      unread,
      callsLeft: left.reduce((sum, { lead }) => sum + callIdsOf(lead).length - 1, 0),
    };
  }

  return { look };
}

/** Its own dial does not tell of all its calls. */
const hasRedials = (lead: Lead): boolean => callIdsOf(lead).length > 1;

function firstWith(leads: readonly Lead[], mostCalls: number): Lead[] {
  let left = mostCalls;
  return leads.filter((lead) => {
    left -= callIdsOf(lead).length;
    return left >= 0;
  });
}

/** Leads to be read again: those whose row in the index is another one or gone, those that are due, and some in turn. */
function whatMayHaveChanged(known: readonly KnownLead[], rows: readonly Waiting[], now: Date): string[] {
  const rowOf = new Map(rows.flatMap((row) => (row.kind === "lead" ? [[row.id, row] as const] : [])));
  const changed: string[] = [];
  const quiet: KnownLead[] = [];
  for (const each of known) {
    const { lead } = each;
    const row = rowOf.get(lead.id);
    if (row || showsAmongDials(lead)) {
      if (!isShownBy(lead, row)) changed.push(lead.id);
    } else if (lead.dueAt !== undefined && !isEnd(lead.state) && lead.dueAt <= now.toISOString()) changed.push(lead.id);
    else if (mayYetChange(lead)) quiet.push(each);
  }
  const inTurn = quiet.sort((one, other) => one.readAt.getTime() - other.readAt.getTime()).slice(0, IN_TURN);
  return [...changed, ...inTurn.map(({ lead }) => lead.id)];
}

const staysWhereItCame = (lead: Lead): boolean => staysInPlace(lead);

const showsAmongDials = (lead: Lead): boolean => staysWhereItCame(lead) || lead.dueFor === "dial-lead";

/** The index does not tell what is ready from what is being dialled, and both wait. */
function isShownBy(lead: Lead, row: Waiting | undefined): boolean {
  if (row === undefined) return false;
  if (staysWhereItCame(lead)) return row.state === lead.state;
  const state = onItsWay.has(lead.state) ? "ready" : lead.state;
  return row.state === state && row.reason === lead.reason && row.dueAt === lead.dueAt;
}

/** An operator may decide about what is held; what rang and reached nobody may be redialled. */
const mayYetChange = ({ state, outcome }: Lead): boolean =>
  !isEnd(state) || (state === "completed" && outcome !== "contacted" && outcome !== "removed");
