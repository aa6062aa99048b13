import { timing } from "../timing.ts";

/**
 * Callingly's API answers times without a zone, and does not document which zone it means. A call that belongs to a
 * dial of ours began after that dial and before we read it: this shows how far the API's clock is ahead of UTC.
 */
export interface AccountClock {
  readonly account: string;
  /** Counts writes; every write names the one it follows, so that a late one cannot put an older clock back. */
  readonly revision: number;
  /** What the calls of two leads have shown. */
  readonly sure?: Shown | undefined;
  /** Another offset, or the first, shown for one lead: believed when another lead's call shows it too. */
  readonly doubt?: (Shown & { readonly leadId: string }) | undefined;
}

interface Shown {
  /** How far the API's clock is ahead of UTC, in minutes. */
  readonly offsetMinutes: number;
  readonly callId: string;
  /** When it was last seen so. */
  readonly shownAt: string;
}

/** Offsets of zones are multiples of a quarter of an hour, between -12 and +14 hours. */
const QUARTER = 15;
const [WEST, EAST] = [-12 * 60, 14 * 60];
/** How often the same offset is saved again. */
const NOTED_EVERY_MS = 12 * 60 * timing.minute;

/** Every offset that a zone can have. */
export const allOffsets: readonly number[] = Array.from(
  { length: (EAST - WEST) / QUARTER + 1 },
  (_, index) => WEST + index * QUARTER,
);

/** A time without a zone, in milliseconds since 1970 as if it were UTC; undefined when the text is no time. */
export function asIfUtc(text: string | undefined): number | undefined {
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/.exec(text?.trim() ?? "");
  const at = local ? Date.parse(`${local[1]}T${local[2]}Z`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/**
 * The offset that one call shows.
 * @param restTime as the API answered it, `YYYY-MM-DD HH:MM:SS`
 * @param began between which moments it began
 * @param told the moment that a webhook claimed: a hint, which decides only between offsets that are possible anyhow
 * @returns minutes; undefined when no offset explains it, or several do
 */
export function offsetShown(
  restTime: string | undefined,
  began: { readonly after: Date; readonly before: Date },
  told?: Date,
): number | undefined {
  const rest = asIfUtc(restTime);
  // A call that an agent began by hand before our dial may carry our ref.
  const isOlder = told !== undefined && told.getTime() < began.after.getTime() - timing.clocksApart;
  if (rest === undefined || isOlder) return undefined;
  const possible = allOffsets.filter((offset) => {
    const at = rest - offset * timing.minute;
    return at >= began.after.getTime() - timing.clocksApart && at <= began.before.getTime() + timing.clocksApart;
  });
  const named = told === undefined ? [] : possible.filter((offset) => isNear(rest - offset * timing.minute, told));
  const [only, ...others] = named.length > 0 ? named : possible;
  return others.length === 0 ? only : undefined;
}

const isNear = (at: number, told: Date): boolean => Math.abs(at - told.getTime()) <= timing.clocksApart;

/**
 * The knowledge after one more call. An offset is believed only when the calls of two leads have shown it, and replaced
 * only in the same way.
 * @param isExpected the configured zone predicted it, when its clocks changed
 * @returns undefined when nothing is to be written
 */
export function learned(
  clock: AccountClock | undefined,
  shown: { account: string; callId: string; leadId: string; offsetMinutes: number },
  at: Date,
  isExpected = false,
): AccountClock | undefined {
  const { account, callId, leadId, offsetMinutes } = shown;
  const about = { account, revision: (clock?.revision ?? 0) + 1 };
  const now = { offsetMinutes, callId, shownAt: at.toISOString() };
  const { sure, doubt } = clock ?? {};
  if (sure && (sure.offsetMinutes === offsetMinutes || isExpected)) {
    const isNews = doubt !== undefined || sure.offsetMinutes !== offsetMinutes;
    const isOld = at.getTime() - Date.parse(sure.shownAt) >= NOTED_EVERY_MS;
    return isNews || isOld ? { ...about, sure: now } : undefined;
  }
  if (doubt?.offsetMinutes === offsetMinutes) return doubt.leadId === leadId ? undefined : { ...about, sure: now };
  return { ...about, ...(sure && { sure }), doubt: { ...now, leadId } };
}
