import type { Account } from "../../config/accounts.ts";
import type { Call } from "../../lead/call/call.ts";
import { type DayNumbers, hasOpenLeads, mayChange, nothing, numbersOf, plus } from "../../lead/day-numbers.ts";
import type { Lead } from "../../lead/lead.ts";
import { dayIn, daysLater, hourIn, startOfDay } from "../../lead/local-day.ts";
import { later, timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import { leadsBetween } from "../../store/arrived.ts";
import type { Store } from "../../store/store.ts";

/**
 * Beside the path: the leads of days that are over are counted into one item for each account and day, so that a year's
 * numbers need no leads. An outcome may come days later, so a day is counted again for seven nights, and after those for as
 * long as one of its leads is yet to be called, as somebody asked for a time weeks ahead. Each count is of all the
 * leads of the day as they are then: a count that broke off leaves the one before, and is done again the next night.
 */

export interface CountDeps {
  readonly accounts: readonly Pick<Account, "name" | "timeZone">[];
  readonly store: Pick<Store, "arrivals" | "batches" | "days">;
  /** How long a day's numbers are kept. */
  readonly ledgerDays: number;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

/** Callingly redials for two weeks, yet seldom after the first days. */
const NIGHTS = 7;
/** A day of ten thousand leads takes less. */
const DAY_NEEDS_MS = 15_000;

/**
 * Counts yesterday in the hour after an account's midnight, and every night the last seven days and older ones that are open,
 * the latest first. What there is no time for is left to the next night.
 */
export async function countDays(tick: "hour" | "night", deps: CountDeps): Promise<void> {
  const { accounts, now } = deps;
  for (let back = 1; back <= (tick === "night" ? NIGHTS : 1); back += 1) {
    for (const [zone, names] of byZone(accounts)) {
      if (tick === "hour" && hourIn(zone, now().getTime()) !== 0) continue;
      const date = daysLater(dayIn(zone, now()), -back);
      if (!(await countInTime(zone, names, date, NIGHTS - back + 1, deps))) return;
    }
  }
  if (tick !== "night") return;
  await countOpenDays(deps).catch((error: unknown) => deps.log("warn", "day not counted", { error }));
}

async function countOpenDays(deps: CountDeps): Promise<void> {
  const { accounts, store, ledgerDays, now } = deps;
  for (const [zone, names] of byZone(accounts)) {
    const today = dayIn(zone, now());
    const [from, to] = [daysLater(today, -ledgerDays), daysLater(today, -NIGHTS - 1)];
    const stored = await Promise.all(names.map((name) => store.days.between(name, from, to)));
    const open = stored.flat().filter(({ isOpen, numbers }) => isOpen ?? hasOpenLeads(numbers));
    const dates = [...new Set(open.map(({ date }) => date))].sort().toReversed();
    for (const [at, date] of dates.entries())
      if (!(await countInTime(zone, names, date, dates.length - at, deps))) return;
  }
}

/** @param left how many there are with it. @returns false where there is no time for it */
async function countInTime(
  zone: string,
  names: readonly string[],
  date: string,
  left: number,
  deps: CountDeps,
): Promise<boolean> {
  const { timeLeftMs, log } = deps;
  if (timeLeftMs() < DAY_NEEDS_MS) {
    log("warn", "days not counted", { count: left });
    return false;
  }
  // No lead waits for it, and the next night does it again: a restored table may lack the index.
  await countDay(zone, names, date, deps).catch((error: unknown) => log("warn", "day not counted", { error }));
  return true;
}

/** Accounts whose days are the same are counted together, as each lead of a day is read for it. */
export function byZone(accounts: CountDeps["accounts"]): Map<string, string[]> {
  const zones = new Map<string, string[]>();
  for (const { name, timeZone } of accounts) zones.set(timeZone, [...(zones.get(timeZone) ?? []), name]);
  return zones;
}

async function countDay(zone: string, names: readonly string[], date: string, deps: CountDeps): Promise<void> {
  const { store, ledgerDays, now } = deps;
  const at = now();
  const since = later(at, -NIGHTS * timing.day);
  const open = new Set<string>();
  const numbers = await numbersOfDay(zone, names, date, deps, (lead) => {
    if (mayChange(lead, since)) open.add(lead.account);
  });
  const expiresAt = later(startOfDay(zone, date), ledgerDays * timing.day);
  for (const account of names)
    await store.days.put(
      {
        account,
        date,
        zone,
        countedAt: at.toISOString(),
        numbers: numbers.get(account) ?? nothing,
        isOpen: open.has(account),
      },
      expiresAt,
    );
}

/**
 * The numbers of a date, by account, from all its leads and their calls as they are now.
 * @param seen called with each of the leads
 */
export async function numbersOfDay(
  zone: string,
  accounts: readonly string[],
  date: string,
  { store, log }: { readonly store: Pick<Store, "arrivals" | "batches">; readonly log: Log },
  seen: (lead: Lead) => void = () => undefined,
): Promise<Map<string, DayNumbers>> {
  const numbers = new Map<string, DayNumbers>();
  const until = startOfDay(zone, daysLater(date, 1));
  for await (const { items, unread } of leadsBetween(store, startOfDay(zone, date), until)) {
    if (unread.length > 0) log("warn", "leads not understood", { count: unread.length });
    const own = items.filter(({ account }) => accounts.includes(account));
    const calls = await callsByLead(own, store);
    for (const lead of own) {
      seen(lead);
      const counted = numbersOf(lead, calls.get(lead.id) ?? [], zone);
      numbers.set(lead.account, plus(numbers.get(lead.account) ?? nothing, counted));
    }
  }
  return numbers;
}

/** The calls of leads, those that there are. */
export async function callsByLead(
  leads: readonly Lead[],
  { batches }: Pick<Store, "batches">,
): Promise<Map<string, Call[]>> {
  const keys = leads.flatMap((lead) => callIdsOf(lead).map((callId) => ({ account: lead.account, callId })));
  const { items } = keys.length === 0 ? { items: [] } : await batches.calls(keys);
  const byLead = new Map<string, Call[]>();
  for (const call of items) {
    if (call.leadId !== undefined) byLead.set(call.leadId, [...(byLead.get(call.leadId) ?? []), call]);
  }
  return byLead;
}

export const callIdsOf = ({ calls, callId }: Pick<Lead, "calls" | "callId">): string[] => [
  ...new Set([...calls, ...(callId === undefined ? [] : [callId])]),
];
