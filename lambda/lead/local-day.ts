import { wallSeconds } from "./hours/clock.ts";
import { timing } from "./timing.ts";

/** Days as the clocks of a zone have them, written `2026-06-15`. One is 23 to 25 hours long where clocks change. */

const dateOf = (zone: string, at: number): string =>
  new Date(wallSeconds(zone, at) * 1000).toISOString().slice(0, "2026-06-15".length);

/** The date so many days later. */
export const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * timing.day).toISOString().slice(0, "2026-06-15".length);

/** No zone's clocks are further from UTC. */
const FARTHEST_MS = 15 * timing.hour;

/** The first moment of a date in a zone. Each moment is in one date: where clocks go back over midnight, in the later one. */
export function startOfDay(zone: string, date: string): Date {
  let before = Date.parse(date) - FARTHEST_MS;
  let within = Date.parse(date) + FARTHEST_MS;
  while (within - before > 1000) {
    const middle = before + Math.floor((within - before) / 2000) * 1000;
    if (dateOf(zone, middle) >= date) within = middle;
    else before = middle;
  }
  return new Date(within);
}

/** The date that it is in a zone. */
export function dayIn(zone: string, at: Date): string {
  const date = dateOf(zone, at.getTime());
  if (at < startOfDay(zone, date)) return daysLater(date, -1);
  return at < startOfDay(zone, daysLater(date, 1)) ? date : daysLater(date, 1);
}

/** The hour that a zone's clocks show, from 0 to 23. */
export const hourIn = (zone: string, at: number): number => Math.floor(wallSeconds(zone, at) / 3600) % 24;
