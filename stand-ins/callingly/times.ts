/** The many ways in which Callingly writes one moment. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a clock on the wall of that zone shows: `2026-01-29T18:02:05`. */
const wallClock = perMoment((ms, zone) => new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19));

/** `2026-01-29`. */
export const dayText = perMoment((ms, zone) => wallClock(ms, zone).slice(0, 10));

/** `18:02:05`. */
export const timeText = (ms: number, zone: string): string => wallClock(ms, zone).slice(11);

/** `2026-01-29 18:02:05`: which zone is not said. */
export const zonelessText = perMoment((ms, zone) => wallClock(ms, zone).replace("T", " "));

/** `2026-01-29T18:02:05-03:00`. */
export function isoText(ms: number, zone: string): string {
  const offset = Math.round(offsetMs(ms, zone) / 60_000);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(twoDigits);
  return `${wallClock(ms, zone)}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

/** `2026-01-29T21:08:00.000000Z`. */
export const microsText = (ms: number): string => new Date(ms).toISOString().replace(/(\.\d{3})Z$/, "$1000Z");

/** `Dec 25, 1975`. */
export function longDayText(ms: number, zone: string): string {
  const [year, month, day] = dayText(ms, zone).split("-");
  return `${months[Number(month) - 1]} ${day}, ${year}`;
}

/** `06/13/24 3:48pm`. */
export const usText = perMoment((ms, zone) => {
  const [year = "", month, day, hour, minute] = wallClock(ms, zone).split(/[-T:]/);
  return `${month}/${day}/${year.slice(2)} ${Number(hour) % 12 || 12}:${minute}${Number(hour) < 12 ? "am" : "pm"}`;
});

/** `06/13/24 3:48pm MST`: for people, not for machines. */
export function usTextWithZone(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" }).formatToParts(ms);
  return `${usText(ms, zone)} ${parts.find(({ type }) => type === "timeZoneName")?.value}`;
}

/** 0 is Sunday. */
export const weekday = (ms: number, zone: string): number => new Date(ms + offsetMs(ms, zone)).getUTCDay();

/** Reads `2026-03-20 15:30:00` as a time of that zone; undefined when it is no time. */
export function parseZoneless(text: string, zone: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?$/.exec(text);
  const asIfUtc = match ? Date.parse(`${match[1]}T${match[2]}${match[3] ?? ":00"}Z`) : Number.NaN;
  if (Number.isNaN(asIfUtc)) return undefined;
  // The first guess may lie on the other side of a clock change; the second does not.
  const guess = asIfUtc - offsetMs(asIfUtc, zone);
  return asIfUtc - offsetMs(guess, zone);
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Clocks change on a quarter of an hour, and asking for a zone's clock is slow, so one answer serves for as long. */
const slotMs = 15 * 60_000;
const slotOffset = perMoment((start, zone) => shownMs(start, zone) - start);

const offsetMs = (ms: number, zone: string): number => slotOffset(Math.floor(ms / slotMs) * slotMs, zone);

/** Lists show the same few thousand moments again and again, and writing one takes longer than looking it up. */
function perMoment<T>(write: (ms: number, zone: string) => T): (ms: number, zone: string) => T {
  const zones = new Map<string, Map<number, T>>();
  return (ms, zone) => {
    const known = zones.get(zone) ?? new Map<number, T>();
    zones.set(zone, known);
    const found = known.get(ms);
    if (found !== undefined) return found;
    if (known.size >= 10_000) known.clear();
    const written = write(ms, zone);
    known.set(ms, written);
    return written;
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clock shows, as if it were UTC. */
function shownMs(ms: number, zone: string): number {
  const format = formats.get(zone) ?? newFormat(zone);
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const newFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

const twoDigits = (value: number): string => String(value).padStart(2, "0");
