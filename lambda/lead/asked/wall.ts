import { wallSeconds } from "../hours/clock.ts";

const DAY_MS = 86_400_000;

/**
 * The moment at which a zone's clocks show a time: where they show it twice the first one that is not over; where they
 * leave it out, as much later as they were put forward ("compatible", as the Temporal proposal has it).
 * @param wall what the clocks show, in seconds since 1970 in their own time
 * @param said when it was named, in milliseconds since 1970
 * @throws RangeError where the runtime knows no such zone
 */
export function momentOf(zone: string, wall: number, said = Number.NEGATIVE_INFINITY): Date {
  const shown = wall * 1000;
  // A day before and a day after, clocks are on either side of a change.
  const before = shown - offsetMs(zone, shown - DAY_MS);
  const after = shown - offsetMs(zone, shown + DAY_MS);
  const isShown = (at: number): boolean => wallSeconds(zone, at) === wall;
  const shows = [before, after].filter(isShown);
  return new Date(shows.find((at) => at >= said) ?? shows[0] ?? before);
}

const offsetMs = (zone: string, at: number): number => wallSeconds(zone, at) * 1000 - Math.floor(at / 1000) * 1000;
