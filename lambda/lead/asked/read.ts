import { weekdayOf } from "../hours/calendar.ts";
import { wallSeconds } from "../hours/clock.ts";
import { placesOf } from "../hours/places.ts";
import { DAY_SECONDS } from "../hours/windows.ts";
import type { Lead, StatedPlace } from "../lead.ts";
import { countryOfNumber } from "../reader/phone.ts";
import { daysNamed } from "./days-named.ts";
import { readWish } from "./phrase.ts";
import { type Asked, LONGEST_ASKED } from "./record.ts";
import { namesMoment } from "./unread.ts";
import { momentOf } from "./wall.ts";
import { type CalendarDate, type Day, isDate, type Wish } from "./wish.ts";
import { HOURS_OF } from "./words.ts";
import { withoutLetters, zonesCalled } from "./zone-letters.ts";

/** The moment that a person asked for. */

export type AskedMoment =
  | { readonly kind: "moment"; readonly at: Date; readonly zone: string; readonly by: NonNullable<Asked["by"]> }
  | { readonly kind: "now" }
  /** Nobody is rung on a guess. `why` is in words for an operator. */
  | {
      readonly kind: "unclear";
      readonly why: string;
      /** What can be read of it is not now: another day, an hour to come, or clocks that nobody knows. */
      readonly isNotNow?: true;
    };

export interface Asker {
  /** In E.164. */
  readonly phone: string | undefined;
  readonly place: StatedPlace | undefined;
  /** In which the account counts its days; `UTC` says nothing, as nobody's clocks on the wall show it. */
  readonly accountZone: string;
}

/** A day without an hour is one on which people are rung from nine o'clock. */
const BEGINS_MINUTES = 9 * 60;
/** From then on, nobody expects a call on that day. */
const ENDS_MINUTES = 20 * 60;

/**
 * By the offset that stands beside the time, else the zone that the request names, else the person's own as the rules of
 * calling hours know it, else the account's.
 */
export function readAsked(asked: Asked, asker: Asker): AskedMoment {
  const { at, zone = "UTC", by = "offset" } = asked;
  if (at !== undefined) return { kind: "moment", at: new Date(at), zone, by };
  const said = Date.parse(asked.said);
  const country = asker.phone && countryOfNumber(asker.phone);
  const wish = wishIn(asked.text, asker, country);
  const named = nameOfZone(wish, asked, asker);
  const zones = zonesOf(named, asker, country);
  if (wish === undefined) {
    const isNotNow = isAnotherTime(asked.text, country, zones, said);
    const why = isNotNow
      ? "it names a day or an hour, and no moment that is certain"
      : "no day and hour could be read from what was asked";
    return unclear(why, isNotNow);
  }
  if (wish.kind === "now") return wish;
  const [shown = { zone: "UTC", by: "account" as const }] = zones;
  if (wish.kind === "exact") return { kind: "moment", at: new Date(wish.at), zone: shown.zone, by: "offset" };
  if (wish.kind === "after") return { kind: "moment", at: new Date(said + wish.ms), zone: shown.zone, by: "offset" };
  if (named !== undefined && zones.length === 0)
    return unclear(`nobody knows the time zone “${named}” by which it was asked for`, true);
  if (zones.length === 0)
    return unclear(
      "nothing says by whose clocks the time was asked for",
      isAnotherTime(asked.text, country, zones, said),
    );
  const readings = zones.map(({ zone, by }) => ({ zone, by, at: momentIn(zone, wish, said) }));
  const doubt = readings.map(({ at }) => at).find((at) => typeof at === "string");
  if (doubt !== undefined) return unclear(doubt, true);
  const moments = readings.flatMap(({ at, ...by }) =>
    at instanceof Date ? [{ kind: "moment" as const, at, ...by }] : [],
  );
  const isOne = moments.every(({ at }) => at.getTime() === moments[0]?.at.getTime());
  const one = isOne ? moments[0] : moments.find(({ zone }) => zone === asker.accountZone);
  if (one !== undefined) return one;
  const names = zones.map(({ zone }) => zone).join(" or ");
  return unclear(
    `the person's clocks may be those of ${names}, which differ`,
    moments.every(({ at }) => at.getTime() > said),
  );
}

/** The moment alone, where what was asked names one. */
export function momentAsked(
  { asked, person: { phone }, place }: Pick<Lead, "asked" | "person" | "place">,
  accountZone: string,
): Date | undefined {
  const found = asked && readAsked(asked, { phone, place, accountZone });
  return found?.kind === "moment" ? found.at : undefined;
}

const unclear = (why: string, isNotNow: boolean): AskedMoment => ({
  kind: "unclear",
  why,
  ...(isNotNow && { isNotNow }),
});

/** Words that name no moment and rule none out: they change nothing of a time that was asked for before. */
export function isRemark({ asked, person: { phone }, place }: Pick<Lead, "asked" | "person" | "place">): boolean {
  if (asked === undefined || asked.isSure) return false;
  const found = readAsked(asked, { phone, place, accountZone: "UTC" });
  return found.kind === "unclear" && found.isNotNow !== true;
}

/** What is longer is no time, whoever sent it; it is not even looked at. */
const LONGEST_READ = 2 * LONGEST_ASKED;

/** Letters that name clocks to the person are no word of another language: `10:30 PT` is no Friday in America. */
function wishIn(given: string, asker: Asker, country: string | undefined): Wish | undefined {
  if (given.length > LONGEST_READ) return undefined;
  const { text, letters } = withoutLetters(given);
  const wish = letters === undefined ? undefined : readWish(text, country);
  const lettered = wish?.kind === "wall" && letters !== undefined ? { zone: letters, ...wish } : undefined;
  const isOfClocks = lettered !== undefined && zonesOf(letters, asker, country).length > 0;
  return isOfClocks ? lettered : (readWish(given, country) ?? lettered);
}

/** Whether a text that cannot be read as a whole may mean a moment that is not now. */
function isAnotherTime(text: string, country: string | undefined, zones: readonly NamedZone[], said: number): boolean {
  if (text.length > LONGEST_READ) return true;
  const { days, parts, isDenied, ofUnknownClocks } = daysNamed(text, country);
  const isOfOneDay = days.length === 1 || days.some((day) => day?.kind === "days from now");
  if (ofUnknownClocks || namesMoment(text, isOfOneDay)) return true;
  if (days.length === 0) return false;
  const all = zones.length > 0 ? zones.map(({ zone }) => zone) : ["UTC"];
  const isNow = (zone: string): boolean => {
    const now = wallSeconds(zone, said);
    const hour = Math.floor((now % DAY_SECONDS) / 3600);
    const lasts = (part: keyof typeof HOURS_OF) => HOURS_OF[part][0] <= hour && hour < HOURS_OF[part][1];
    return days.some((day) => isToday(day, dayOf(now))) && (parts.length === 0 || parts.some(lasts));
  };
  return isDenied || !all.some(isNow);
}

type NamedZone = { readonly zone: string; readonly by: "request" | "place" | "account" };

/** The first that the request names: beside the time, for it, or as the person's own. */
const nameOfZone = (wish: Wish | undefined, { named }: Asked, { place = {} }: Asker): string | undefined =>
  (wish?.kind === "wall" ? wish.zone : undefined) ?? named ?? place.zone;

/** Those that may be meant: several where the name of the zone, or the person's number, leaves that open. */
function zonesOf(
  named: string | undefined,
  { phone, place = {}, accountZone }: Asker,
  country: string | undefined,
): NamedZone[] {
  const found = phone === undefined ? undefined : placesOf(phone, place);
  const own = found?.kind === "known" ? [...new Set(found.places.map(({ zone }) => zone))] : [];
  if (named !== undefined) return zonesCalled(named, own, country).map((zone) => ({ zone, by: "request" }));
  if (own.length > 0) return own.map((zone) => ({ zone, by: "place" }));
  return accountZone === "UTC" ? [] : [{ zone: accountZone, by: "account" }];
}

type Wall = Extract<Wish, { kind: "wall" }>;

/**
 * @param said when, in milliseconds since 1970
 * @returns why it is none, in words
 */
function momentIn(zone: string, { day, minutes, mayBeEvening }: Wall, said: number): Date | string {
  const now = wallSeconds(zone, said);
  const today = dayOf(now);
  const secondsToday = now - today * DAY_SECONDS;
  const hasPassed = (of: number): boolean => momentOf(zone, secondsOf(today, of), said).getTime() < said;
  // "At eight", said in the afternoon: this evening, or the next morning.
  const isInDoubt = mayBeEvening && minutes !== undefined && hasPassed(minutes) && !hasPassed(minutes + TWELVE_HOURS);
  if (isInDoubt && (day.kind === "any" || isToday(day, today))) return "the hour may be one before noon or after";
  const isAhead = (date: number): boolean => {
    if (minutes !== undefined) return momentOf(zone, secondsOf(date, minutes), said).getTime() >= said;
    // Who names their own day late in the evening means the next of its name.
    return date > today || (date === today && secondsToday < ENDS_MINUTES * 60);
  };
  const date = dateOf(day, today, isAhead);
  if (date === undefined) return "the date and the day of the week beside it do not agree";
  // Of a day that has begun, every moment that is left is right.
  if (minutes === undefined && date === today && secondsToday > BEGINS_MINUTES * 60) return new Date(said);
  return momentOf(zone, secondsOf(date, minutes ?? BEGINS_MINUTES), said);
}

const TWELVE_HOURS = 12 * 60;

/** As days since 1970. */
const dayOf = (wall: number): number => Math.floor(wall / DAY_SECONDS);
const secondsOf = (date: number, minutes: number): number => date * DAY_SECONDS + Math.round(minutes * 60);

/** Whether a day may be the one that is `today`, in days since 1970. */
function isToday(day: Day | undefined, today: number): boolean {
  switch (day?.kind) {
    case "days from now":
      return day.days === 0;
    case "weekday":
      return day.weekday === weekdayOf(today);
    case "date":
      return daysSince1970(day, yearOf(today)) === today;
    default:
      return false;
  }
}

/** @returns in days since 1970; undefined for a date that never falls on the day of the week that was said */
function dateOf(day: Day, today: number, isAhead: (date: number) => boolean): number | undefined {
  switch (day.kind) {
    case "days from now":
      return today + day.days;
    case "any":
      return isAhead(today) ? today : today + 1;
    case "weekday": {
      const date = today + ((day.weekday - weekdayOf(today) + 7) % 7);
      return isAhead(date) ? date : date + 7;
    }
    case "date": {
      const year = yearOf(today);
      // The 29th of February may be eight years away.
      const years = day.year === undefined ? Array.from({ length: 9 }, (_, more) => year + more) : [day.year];
      const date = years
        .filter((each) => isDate({ ...day, year: each }))
        .map((each) => daysSince1970(day, each))
        .find((each) => day.year !== undefined || isAhead(each));
      return date !== undefined && weekdayOf(date) === (day.weekday ?? weekdayOf(date)) ? date : undefined;
    }
  }
}

const yearOf = (date: number): number => new Date(date * DAY_SECONDS * 1000).getUTCFullYear();

const daysSince1970 = ({ year, month, date }: CalendarDate, otherwise: number): number =>
  Date.UTC(year ?? otherwise, month - 1, date) / (DAY_SECONDS * 1000);
