import type { Lead } from "../../lambda/lead/lead.ts";
import { dayIn, daysLater, startOfDay } from "../../lambda/lead/local-day.ts";
import type { Stage } from "../stage/stage.ts";

/** Which day it is for each account, as its clocks have it. */

export interface AccountDay {
  /** The account's id. */
  readonly account: string;
  /** Its name, where that is another one. */
  readonly label: string;
  readonly zone: string;
  /** `2026-06-15` */
  readonly date: string;
  readonly from: Date;
  readonly before: Date;
}

/** @param back how many days ago */
export const accountDays = ({ bridge, now }: Pick<Stage, "bridge" | "now">, back = 0): AccountDay[] =>
  bridge.accounts.map(({ name, label = name, timeZone }) => dayOf(name, label, timeZone, now(), back));

function dayOf(account: string, label: string, zone: string, now: Date, back: number): AccountDay {
  const date = daysLater(dayIn(zone, now), -back);
  return {
    account,
    label,
    zone,
    date,
    from: startOfDay(zone, date),
    before: startOfDay(zone, daysLater(date, 1)),
  };
}

/** The day of an account among these; an account that the configuration no longer has is in none. */
export const dayOfLead = (days: readonly AccountDay[], { account, receivedAt }: Pick<Lead, "account" | "receivedAt">) =>
  days.find(
    (day) => day.account === account && day.from.toISOString() <= receivedAt && receivedAt < day.before.toISOString(),
  );

/** From the first of these days' beginnings to the last of their ends. */
export const spanOf = ([first, ...others]: readonly AccountDay[]): { readonly from: Date; readonly before: Date } =>
  others.reduce(
    ({ from, before }, day) => ({
      from: day.from < from ? day.from : from,
      before: day.before > before ? day.before : before,
    }),
    first ?? { from: new Date(0), before: new Date(0) },
  );
