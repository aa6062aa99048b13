import type { Account } from "../../config/accounts.ts";
import { type DayNumbers, nothing, plus } from "../../lead/day-numbers.ts";
import { workers } from "../../lead/item.ts";
import { dayIn, daysLater, hourIn } from "../../lead/local-day.ts";
import type { Waiting } from "../../lead/measure/backlog.ts";
import { waitingNow } from "../../lead/measure/waiting-now.ts";
import { type Mail, morningMail } from "../../lead/morning-mail.ts";
import { later, timing } from "../../lead/timing.ts";
import type { Log } from "../../runtime/log.ts";
import type { Publish } from "../../runtime/topic.ts";
import type { Store } from "../../store/store.ts";
import { byZone, numbersOfDay } from "./count-days.ts";

/**
 * Beside the path, where a stage asks for it: one mail a day to whoever gets the alarms. A worker takes the day's mail before it
 * writes it, and notes when it is out; one that dies in between leaves it to the next, two minutes later. So no crash costs
 * a day its mail, and none doubles it, but one in the moment between the topic's yes and the note.
 */

/** What a mail is written of. */
export interface MailParts {
  /** Each has its own yesterday. */
  readonly accounts: readonly Pick<Account, "name" | "timeZone">[];
  readonly store: Pick<Store, "arrivals" | "batches" | "due">;
  readonly stage: string;
  readonly log: Log;
}

/** The first account's clocks tell the hour. */
export interface MailDeps extends MailParts {
  readonly store: Pick<Store, "arrivals" | "batches" | "due" | "mails">;
  /** From 0 to 23. */
  readonly hour: number;
  readonly publish: Publish;
  readonly now: () => Date;
}

/** @returns to be called at every tick */
export function morningMailer(deps: MailDeps): () => Promise<void> {
  const { accounts, store, hour, publish, now, log } = deps;
  const zone = accounts[0]?.timeZone ?? "UTC";
  /** No other day is looked at twice once its mail is out. */
  let settled: string | undefined;
  return async () => {
    const at = now();
    if (hourIn(zone, at.getTime()) < hour) return;
    const date = dayIn(zone, at);
    if (date === settled) return;
    const claim = await store.mails.claim(date, at);
    if (claim === "over") settled = date;
    if (claim !== "yours") return;
    await publish(await writeMail(deps, at));
    await store.mails.sent(date, now());
    settled = date;
    log("info", "morning mail sent");
  };
}

/** The mail as it would be sent at a moment. It reads yesterday's leads, and what waits. */
export async function writeMail(deps: MailParts, at: Date): Promise<Mail> {
  const { days, numbers } = await yesterday(deps, at);
  const waiting = waitingNow(await allRows(deps.store.due, at), new Map());
  return morningMail({ stage: deps.stage, days, numbers, waiting, now: at });
}

async function yesterday(
  deps: MailParts,
  now: Date,
): Promise<{ readonly days: string[]; readonly numbers: DayNumbers }> {
  const days: string[] = [];
  let numbers = nothing;
  for (const [zone, names] of byZone(deps.accounts)) {
    const date = daysLater(dayIn(zone, now), -1);
    days.push(`${date} in ${zone}`);
    for (const each of (await numbersOfDay(zone, names, date, deps)).values()) numbers = plus(numbers, each);
  }
  return { days, numbers };
}

const PAGE = 1_000;
/** Of each worker. Beyond twenty thousand the mail says at least that many. */
const MAX_PAGES = 20;

async function allRows(due: Pick<Store["due"], "waiting">, now: Date): Promise<Waiting[]> {
  const rows: Waiting[] = [];
  for (const worker of workers) {
    const before = worker === "reconcile" ? later(now, timing.longestWait) : undefined;
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { items, next } = await due.waiting(worker, { limit: PAGE, after }, before);
      rows.push(...items);
      if (next === undefined) break;
      after = next;
    }
  }
  return rows;
}
