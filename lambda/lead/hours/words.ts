import { weekdayOf, weekdays } from "./calendar.ts";
import type { Ruling } from "./ruling.ts";
import { DAY_SECONDS, windowsOn } from "./windows.ts";

/** What the wall shows: `Tue 07:59`. */
export function wallWords(wall: number): string {
  const day = Math.floor(wall / DAY_SECONDS);
  return `${weekdays[weekdayOf(day) - 1]} ${clockWords(Math.floor((wall - day * DAY_SECONDS) / 60))}`;
}

/** Why a rule refuses a call now: its limit, or what the clock shows there. */
export function refusalWords({ rule, place, wall, opensIn }: Ruling, marginMinutes: number): string {
  const { frequency } = rule;
  if (opensIn === 0 && frequency) {
    return `${rule.id} allows ${frequency.count} ${frequency.count === 1 ? "attempt" : "attempts"} in ${frequency.perHours} hours`;
  }
  const windows = windowsOn(rule, Math.floor(wall / DAY_SECONDS), marginMinutes);
  const allowed = windows.map(({ from, to }) => `${clockWords(from)}-${clockWords(to)}`).join(" and ");
  const said = `${rule.id} allows ${allowed === "" ? "no call that day" : `calls ${allowed}`}`;
  return `it is ${wallWords(wall)} in ${place.zone} (${place.by}), and ${said}`;
}

function clockWords(minutes: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
