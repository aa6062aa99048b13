import { dayIn, easterOf, weekdayOf, weekdays, yearOf } from "./calendar.ts";
import type { Holiday, HolidaySet } from "./tables-shape.ts";

type Sets = Readonly<Record<string, HolidaySet>>;

/** Whether a day is a holiday of a set, or the substitute of one that falls on a weekend. */
export const isHoliday = (set: string, day: number, sets: Sets): boolean => closedDays(set, yearOf(day), sets).has(day);

const known = new WeakMap<Sets, Map<string, ReadonlySet<number>>>();

/** The substitute of a year's first or last days may lie in the year beside it. */
function closedDays(set: string, year: number, sets: Sets): ReadonlySet<number> {
  const years = known.get(sets) ?? new Map<string, ReadonlySet<number>>();
  known.set(sets, years);
  const key = `${set} ${year}`;
  const days = years.get(key) ?? new Set([year - 1, year, year + 1].flatMap((each) => [...daysOf(set, each, sets)]));
  years.set(key, days);
  return days;
}

/** Both the day itself and its substitute are closed. */
function daysOf(name: string, year: number, sets: Sets): Set<number> {
  const set = sets[name];
  if (!set) throw new Error(`${name}: there is no such set of holidays`);
  const own = set.days.flatMap((holiday) => dayInYear(holiday, year) ?? []).toSorted((one, other) => one - other);
  const days = new Set(own);
  for (const day of own) {
    const weekday = weekdayOf(day);
    const shift = weekday === 6 ? set.onSaturday : weekday === 7 ? set.onSunday : undefined;
    if (shift === undefined) continue;
    let substitute = day + shift;
    // Two holidays on one weekend have two substitutes.
    while (shift > 0 && days.has(substitute)) substitute++;
    days.add(substitute);
  }
  for (const included of set.include) for (const day of daysOf(included, year, sets)) days.add(day);
  return days;
}

function dayInYear({ date, nth, easter, evenYears }: Holiday, year: number): number | undefined {
  if (evenYears && year % 2 !== 0) return undefined;
  if (easter !== undefined) return easterOf(year) + easter;
  if (date !== undefined) return onDate(year, date);
  return nth === undefined ? undefined : byWeekday(year, nth);
}

function onDate(year: number, date: string): number {
  const [month = 1, day = 1] = date.split("-").map(Number);
  return dayIn(year, month, day);
}

/** `3 Mon 01`, `last Mon 05`, `Fri after 4 Thu 11`, `Mon before 05-25`. */
function byWeekday(year: number, nth: string): number {
  const [, wanted, end] = /^(\w+) before (.+)$/.exec(nth) ?? [];
  if (wanted !== undefined && end !== undefined) return lastBefore(onDate(year, end), wanted);
  const [, next, which = "", weekday = "", month = ""] = /^(?:(\w+) after )?(\w+) (\w+) (\d+)$/.exec(nth) ?? [];
  const day =
    which === "last"
      ? lastBefore(dayIn(year, Number(month) + 1, 1), weekday)
      : firstAfter(dayIn(year, Number(month), 1) - 1, weekday) + 7 * (Number(which) - 1);
  return next === undefined ? day : firstAfter(day, next);
}

const firstAfter = (day: number, weekday: string): number =>
  day + 1 + ((numberOf(weekday) - weekdayOf(day + 1) + 7) % 7);

const lastBefore = (day: number, weekday: string): number => firstAfter(day - 8, weekday);

const numberOf = (weekday: string): number => (weekdays as readonly string[]).indexOf(weekday) + 1;
