import { changedClocks } from "./changed-clocks.ts";

/**
 * What the clocks on the wall show at a moment, as seconds since 1970 in their own time: so a day of the wall is 86 400
 * of them, and two walls are compared by numbers. A formatter takes half a millisecond to make and a hundredth of that
 * to ask, so each zone has one for good.
 */
export function wallSeconds(zone: string, at: number): number {
  const { format, changed } = clockOf(zone);
  if (changed && at >= changed.from && at < (changed.until ?? Number.POSITIVE_INFINITY))
    return Math.floor(at / 1000) + changed.offsetMinutes * 60;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (format.format(at).match(/\d+/g) ?? []).map(
    Number,
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** Whether the runtime knows a zone of that name. */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

interface Clock {
  readonly format: Intl.DateTimeFormat;
  readonly changed: ReturnType<typeof changedClocks>;
}

const clocks = new Map<string, Clock>();

/** Far more than there are zones, which senders may name in many spellings. */
const MOST_CLOCKS = 1000;

/** @throws RangeError where the runtime knows no such zone */
function clockOf(zone: string): Clock {
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
  const names = [zone, format.resolvedOptions().timeZone];
  const clock = { format, changed: names.map(changedClocks).find((found) => found !== undefined) };
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  clocks.set(zone, clock);
  return clock;
}
