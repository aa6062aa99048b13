import { weekdayOf } from "./calendar.ts";
import { isHoliday } from "./holidays.ts";
import { tables } from "./tables.ts";
import type { HoursRule, Window } from "./tables-shape.ts";

export const DAY_SECONDS = 86_400;

/** No rule is closed for so many days in a row. */
const LOOK_AHEAD_DAYS = 9;

export const isInForce = ({ from }: HoursRule, day: number): boolean => from === undefined || day >= from;

/** The windows of one day of the wall, in their order; the last minute of each is closed already. */
export function windowsOn(rule: HoursRule, day: number, marginMinutes: number): readonly Omit<Window, "days">[] {
  if (!isInForce(rule, day)) return ALL_DAY;
  const isClosed = rule.holidays !== undefined && isHoliday(rule.holidays.set, day, tables.holidaySets);
  if (isClosed && !rule.holidays?.asSunday) return [];
  const weekday = String(isClosed ? 7 : weekdayOf(day));
  return rule.windows
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }) => ({ from, to: to - marginMinutes }))
    .filter(({ from, to }) => from < to);
}

const ALL_DAY = [{ from: 0, to: 24 * 60 }];

/**
 * How long the wall's clock has to run until a rule allows a call: 0 where it does, undefined where it does not for many
 * days.
 * @param wall what the clock shows, in seconds since 1970
 */
export function secondsUntilOpen(rule: HoursRule, wall: number, marginMinutes: number): number | undefined {
  const today = Math.floor(wall / DAY_SECONDS);
  for (let day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
    for (const { from, to } of windowsOn(rule, day, marginMinutes)) {
      if (wall < day * DAY_SECONDS + to * 60) return Math.max(0, day * DAY_SECONDS + from * 60 - wall);
    }
  }
  return undefined;
}
