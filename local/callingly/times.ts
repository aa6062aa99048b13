/** The many ways in which Callingly writes one moment. */

const formats = new Map<string, Intl.DateTimeFormat>();

interface ClockParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly weekday: string;
}

const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a clock on the wall of that zone shows. */
function wallClock(ms: number, zone: string): ClockParts {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value])) as unknown as ClockParts;
}

/** `2026-01-29`. */
export function dayText(ms: number, zone: string): string {
  const { year, month, day } = wallClock(ms, zone);
  return `${year}-${month}-${day}`;
}

/** `18:02:05`. */
export function timeText(ms: number, zone: string): string {
  const { hour, minute, second } = wallClock(ms, zone);
  return `${hour}:${minute}:${second}`;
}

/** `2026-01-29 18:02:05`: which zone is not said. */
export const zonelessText = (ms: number, zone: string): string => `${dayText(ms, zone)} ${timeText(ms, zone)}`;

/** `2026-01-29T18:02:05-03:00`. */
export function isoText(ms: number, zone: string): string {
  const offset = offsetMinutes(ms, zone);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(twoDigits);
  return `${dayText(ms, zone)}T${timeText(ms, zone)}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

/** `2026-01-29T21:08:00.000000Z`. */
export const microsText = (ms: number): string => new Date(ms).toISOString().replace(/(\.\d{3})Z$/, "$1000Z");

/** `Dec 25, 1975`. */
export function longDayText(ms: number, zone: string): string {
  const { year, month, day } = wallClock(ms, zone);
  return `${months[Number(month) - 1]} ${day}, ${year}`;
}

/** `06/13/24 3:48pm`. */
export function usText(ms: number, zone: string): string {
  const { year, month, day, hour, minute } = wallClock(ms, zone);
  return `${month}/${day}/${year.slice(2)} ${Number(hour) % 12 || 12}:${minute}${Number(hour) < 12 ? "am" : "pm"}`;
}

/** `06/13/24 3:48pm MST`: for people, not for machines. */
export function usTextWithZone(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" }).formatToParts(ms);
  return `${usText(ms, zone)} ${parts.find(({ type }) => type === "timeZoneName")?.value}`;
}

/** 0 is Sunday. */
export const weekday = (ms: number, zone: string): number => weekdays.indexOf(wallClock(ms, zone).weekday);

/** Reads `2026-03-20 15:30:00` as a time of that zone; undefined when it is no time. */
export function parseZoneless(text: string, zone: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?$/.exec(text);
  const asIfUtc = match ? Date.parse(`${match[1]}T${match[2]}${match[3] ?? ":00"}Z`) : Number.NaN;
  if (Number.isNaN(asIfUtc)) return undefined;
  // The first guess may lie on the other side of a clock change; the second does not.
  const guess = asIfUtc - offsetMinutes(asIfUtc, zone) * 60_000;
  return asIfUtc - offsetMinutes(guess, zone) * 60_000;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function offsetMinutes(ms: number, zone: string): number {
  const shown = Date.parse(`${dayText(ms, zone)}T${timeText(ms, zone)}Z`);
  return Math.round((shown - ms) / 60_000);
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
