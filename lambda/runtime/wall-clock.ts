/** What the clocks on the wall of a zone show, as the runtime knows its zones. */
export interface WallClock {
  /** The zone's own name, where it was asked for under another. */
  readonly zone: string;
  /** As seconds since 1970 in the wall's own time: a day of the wall is 86 400 of them. */
  readonly showsAt: (at: number) => number;
}

/** Making a formatter takes half a millisecond, and asking it a hundredth of that: each zone has one for good. */
const clocks = new Map<string, WallClock>();

/** Far more than there are zones, which senders may name in many spellings. */
const MOST_CLOCKS = 1000;

/** @throws RangeError where the runtime knows no such zone */
export function wallClock(zone: string): WallClock {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const clock = { zone: format.resolvedOptions().timeZone, showsAt: (at: number) => secondsIn(format.format(at)) };
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  clocks.set(zone, clock);
  return clock;
}

/** @param shown such as `6/15/2026, 08:00:00` */
function secondsIn(shown: string): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (shown.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}
