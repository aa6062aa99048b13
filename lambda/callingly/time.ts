import { asIfUtc } from "../lead/call/account-offset.ts";
import { wallClock } from "../runtime/wall-clock.ts";

/** Where times without a zone are at home: an IANA zone, or how many minutes their clock is ahead of UTC. */
export type Zone = string | number;

/**
 * The moment a time of Callingly's API means.
 * @param text `YYYY-MM-DD HH:MM:SS`, which says no zone, or ISO 8601
 * @param zone help article 38 does not say which it is
 * @returns undefined when the text is no time
 */
export function parseTime(text: string | undefined, zone: Zone): Date | undefined {
  if (!text) return undefined;
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text.trim());
  if (!local) return validDate(text);
  const asIfUtc = validDate(`${local[1]}T${local[2]}Z`);
  if (!asIfUtc) return undefined;
  // Twice, because the first guess may fall on the other side of a change of the clocks.
  const guess = new Date(asIfUtc.getTime() - offsetMs(asIfUtc, zone));
  return new Date(asIfUtc.getTime() - offsetMs(guess, zone));
}

/** The meaning of an account's times, as far as it is known. */
export interface Reading {
  /** By which a time is shown. */
  readonly zone: Zone;
  /** The meaning of the times has been learned: a call that a list does not show is then not there. */
  readonly isLearned: boolean;
  /** By how many minutes the clock may be ahead of UTC around a moment; one, where that is known. */
  offsetsAt(at: Date): readonly number[];
}

/**
 * The moments that a time of Callingly's API may mean.
 * @returns undefined when there is only one: as {@link parseTime} has it
 */
export function momentsOf(text: string | undefined, { zone, offsetsAt }: Reading): string[] | undefined {
  const likely = parseTime(text, zone);
  const rest = asIfUtc(text);
  if (likely === undefined || rest === undefined) return undefined;
  const offsets = offsetsAt(likely);
  if (offsets.length <= 1) return undefined;
  return [...new Set([likely.getTime(), ...offsets.map((offset) => rest - offset * 60_000)])].map((at) =>
    new Date(at).toISOString(),
  );
}

/**
 * Zones by whose rules clocks change. An offset alone does not show whether its zone's clocks have changed meanwhile.
 */
const changing = [
  "America/New_York",
  "America/Havana",
  "America/Santiago",
  "Europe/London",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Jerusalem",
  "Asia/Beirut",
  "Australia/Sydney",
  "Pacific/Auckland",
];

/** Whether some clocks changed between two moments. */
export const clocksChanged = (one: Date, other: Date): boolean =>
  changing.some((zone) => offsetMs(one, zone) !== offsetMs(other, zone));

/** The day on which a moment falls, as `YYYY-MM-DD`, for Callingly's date filters. */
export const dayOf = (at: Date, zone: Zone): string =>
  new Date(at.getTime() + offsetMs(at, zone)).toISOString().slice(0, 10);

function validDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
export function offsetMs(at: Date, zone: Zone): number {
  if (typeof zone === "number") return zone * 60_000;
  // Clocks change on a quarter of an hour, so one answer serves for as long: a look-up reads a day's calls at a time.
  const slot = Math.floor(at.getTime() / SLOT_MS) * SLOT_MS;
  const key = `${zone} ${slot}`;
  const known = offsets.get(key) ?? wallClock(zone).showsAt(slot) * 1000 - slot;
  if (offsets.size >= MAX_OFFSETS) offsets.clear();
  offsets.set(key, known);
  return known;
}

const SLOT_MS = 15 * 60_000;
const MAX_OFFSETS = 1_000;
const offsets = new Map<string, number>();
