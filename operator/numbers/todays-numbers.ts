import { type DayNumbers, nothing, numbersOf, plus } from "../../lambda/lead/day-numbers.ts";
import { dayIn, daysLater } from "../../lambda/lead/local-day.ts";
import type { Waiting } from "../../lambda/lead/measure/backlog.ts";
import { type WaitingNow, waitingNow } from "../../lambda/lead/measure/waiting-now.ts";
import { timing } from "../../lambda/lead/timing.ts";
import type { StoredDay } from "../../lambda/store/store.ts";
import { rowsThatWait } from "../leads/index-rows.ts";
import type { Stage } from "../stage/stage.ts";
import { type AccountDay, accountDays, dayOfLead } from "./days-of-accounts.ts";
import { type CallsWanted, type KnownLead, todaysLeads } from "./todays-leads.ts";

/**
 * Today in numbers, for each account by its own clocks, with the days before it and what waits. The first look reads the
 * leads of today; a further one reads the index, what is new, and the leads that may have changed.
 */

export type NumbersStage = Pick<Stage, "store" | "bridge" | "now">;

export interface TodaysOptions {
  /** How many days before today are shown. @default 30 */
  readonly days?: number | undefined;
  /**
   * Which calls are read. With `few`, results by CRM are not counted, and redials beyond the first sixty calls are missing
   * among the attempts; `all` reads as many calls again as leads. @default few
   */
  readonly calls?: CallsWanted | undefined;
}

export interface TodaysNumbers {
  /** When the look was begun. */
  readonly at: Date;
  readonly days: readonly AccountDay[];
  /** Today's numbers by account; see figuresOf. */
  readonly today: ReadonlyMap<string, DayNumbers>;
  /** The days before that were counted, by account and then the oldest first. */
  readonly before: readonly StoredDay[];
  /** Of all accounts and days. */
  readonly waiting: WaitingNow;
  /** Leads of today that another version of the bridge wrote, and that are not counted. */
  readonly notUnderstood: number;
  /** Calls that were not read, and are missing among the attempts. */
  readonly callsLeft: number;
  /** Whether results by CRM are counted. */
  readonly hasResults: boolean;
}

export interface Today {
  readonly numbers: TodaysNumbers;
  /** Looks again. Two looks at once are one. */
  refresh(): Promise<TodaysNumbers>;
}

/** What reconcile looks after is due within a day; among it lie all leads that lose their personal data in that time. */
const LOOKED_AFTER_EVERY_MS = 10 * timing.minute;

export async function todaysNumbers(
  stage: NumbersStage,
  { days = 30, calls = "few" }: TodaysOptions = {},
): Promise<Today> {
  let day = await startDay(stage, days, calls);
  let under: Promise<TodaysNumbers> | undefined;
  const look = async (): Promise<TodaysNumbers> => {
    if (day.isOver(stage.now())) day = await startDay(stage, days, calls);
    return day.look();
  };
  return {
    numbers: await day.look(),
    refresh() {
      under ??= look().finally(() => {
        under = undefined;
      });
      return under;
    },
  };
}

/** Today, until it is over for one of the accounts. */
async function startDay(stage: NumbersStage, daysBefore: number, wanted: CallsWanted) {
  const { store, now } = stage;
  const days = accountDays(stage);
  const leads = todaysLeads(store, days, wanted);
  const before = await Promise.all(
    days.map(({ account, date }) =>
      daysBefore === 0 ? [] : store.days.between(account, daysLater(date, -daysBefore), daysLater(date, -1)),
    ),
  );
  let lookedAfter: { readonly rows: readonly Waiting[]; readonly at: Date } | undefined;

  async function look(): Promise<TodaysNumbers> {
    const at = now();
    const { rows } = await rowsThatWait(stage, { workers: ["dial-lead", "report-call"] });
    if (lookedAfter === undefined || at.getTime() - lookedAfter.at.getTime() >= LOOKED_AFTER_EVERY_MS)
      lookedAfter = { rows: (await rowsThatWait(stage, { workers: ["reconcile"] })).rows, at };
    const found = await leads.look(rows, at);
    return {
      at,
      days,
      today: byAccount(days, found.leads, wanted),
      before: before.flat(),
      waiting: waitingNow([...rows, ...lookedAfter.rows], found.leads),
      notUnderstood: found.unread.size,
      callsLeft: found.callsLeft,
      hasResults: wanted === "all",
    };
  }

  return { look, isOver: (at: Date) => days.some(({ zone, date }) => dayIn(zone, at) !== date) };
}

function byAccount(
  days: readonly AccountDay[],
  leads: ReadonlyMap<string, KnownLead>,
  wanted: CallsWanted,
): Map<string, DayNumbers> {
  const numbers = new Map<string, DayNumbers>(days.map(({ account }) => [account, nothing]));
  for (const { lead, calls } of leads.values()) {
    const day = dayOfLead(days, lead);
    if (day === undefined) continue;
    const whole = numbersOf(lead, calls, day.zone);
    // The results of some leads alone would say nothing.
    const counted = wanted === "all" ? whole : { ...numbersOf(lead, undefined, day.zone), hours: whole.hours };
    numbers.set(day.account, plus(numbers.get(day.account) ?? nothing, counted));
  }
  return numbers;
}
