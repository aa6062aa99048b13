import {
  bySource,
  byTeam,
  type Figures,
  figuresOf,
  type HourFigures,
  type HourSpeed,
  hourFigures,
  speedByHour,
  total,
} from "../../lambda/lead/day-figures.ts";
import { type Counts, type DayNumbers, nothing, plus, sum } from "../../lambda/lead/day-numbers.ts";
import { daysLater } from "../../lambda/lead/local-day.ts";
import type { TodaysNumbers } from "./todays-numbers.ts";

/** Today's numbers, or those of some days up to today, told apart by one thing. */

export const divisions = ["source", "account", "team", "crm"] as const;
export type Division = (typeof divisions)[number];

export interface NumbersReport {
  /** How many days are in it; today is one. */
  readonly days: number;
  /** Days that were over and are not counted yet, by account: `main 2026-06-14`. They are missing. */
  readonly missing: readonly string[];
  readonly figures: Figures;
  readonly groups: readonly { readonly name: string; readonly figures: Figures }[];
  readonly hours: readonly HourFigures[];
  readonly speedByHour: readonly HourSpeed[];
}

/** @param days how many: 1 is today alone */
export function numbersReport(numbers: TodaysNumbers, by: Division, days = 1): NumbersReport {
  const accounts = numbers.days.map(({ account, label, date }) => {
    const wanted = Array.from({ length: days - 1 }, (_, at) => daysLater(date, -1 - at));
    const there = numbers.before.filter((day) => day.account === account && wanted.includes(day.date));
    const missing = wanted.filter((each) => !there.some((day) => day.date === each));
    const today = numbers.today.get(account) ?? nothing;
    return { label, missing, numbers: there.reduce((all, day) => plus(all, day.numbers), today) };
  });
  const whole = accounts.reduce((all, each) => plus(all, each.numbers), nothing);
  const first = numbers.before.map(({ date }) => date).sort()[0];
  return {
    days,
    // Of the days before the bridge was there, or counted any, nothing is missing.
    missing: accounts.flatMap(({ label, missing }) =>
      missing.filter((date) => first !== undefined && date > first).map((date) => `${label} ${date}`),
    ),
    figures: figuresOf(total(whole)),
    groups: groupsOf(by, whole, accounts)
      .map(([name, counts]) => ({ name, figures: figuresOf(counts) }))
      .sort((one, other) => other.figures.came - one.figures.came || (one.name < other.name ? -1 : 1)),
    hours: hourFigures(whole),
    speedByHour: speedByHour(whole),
  };
}

type Groups = [name: string, counts: Counts][];

function groupsOf(
  by: Division,
  whole: DayNumbers,
  accounts: readonly { readonly label: string; readonly numbers: DayNumbers }[],
): Groups {
  switch (by) {
    case "source":
      return [...bySource(whole)];
    case "team":
      return [...byTeam(whole)];
    case "account":
      return accounts.map(({ label, numbers }) => [label, total(numbers)]);
    case "crm":
      return byCrm(total(whole));
  }
}

/** Results are all that is told by CRM: one lead's may go to several. */
function byCrm(counts: Counts): Groups {
  const crms = new Map<string, Counts>();
  for (const [name, count] of Object.entries(counts)) {
    const [, crm] = /^(?:written|parked|pending) (.+)$/.exec(name) ?? [];
    if (crm !== undefined) crms.set(crm, sum(crms.get(crm) ?? {}, { [name]: count }));
  }
  return [...crms];
}
