import { weekdayOf } from "../hours/calendar.ts";
import { isZone, wallSeconds } from "../hours/clock.ts";
import { placesOf } from "../hours/places.ts";
import { DAY_SECONDS } from "../hours/windows.ts";
import type { StatedPlace } from "../lead.ts";
import { countryOfNumber } from "../reader/phone.ts";
import { type Day, readWish, type Wish } from "./phrase.ts";
import type { Asked } from "./record.ts";
import { momentOf } from "./wall.ts";

/** The moment that a person asked for. */

export type AskedMoment =
  | { readonly kind: "moment"; readonly at: Date; readonly zone: string; readonly by: NonNullable<Asked["by"]> }
  | { readonly kind: "now" }
  /** Nobody is rung on a guess. `why` is in words for an operator. */
  | { readonly kind: "unclear"; readonly why: string };

export interface Asker {
  /** In E.164. */
  readonly phone: string | undefined;
  readonly place: StatedPlace | undefined;
  /** In which the account counts its days; `UTC` says nothing, as nobody's clocks on the wall show it. */
  readonly accountZone: string;
}

/** A day without an hour is one on which people are rung from nine o'clock. */
const BEGINS_MINUTES = 9 * 60;

/**
 * By the offset that stands beside the time, else the zone that the request names, else the person's own as the rules of
 * calling hours know it, else the account's.
 */
export function readAsked(asked: Asked, asker: Asker): AskedMoment {
  const { at, zone = "UTC", by = "offset" } = asked;
  if (at !== undefined) return { kind: "moment", at: new Date(at), zone, by };
  const wish = readWish(asked.text, asker.phone && countryOfNumber(asker.phone));
  if (wish === undefined) return { kind: "unclear", why: "no day and hour could be read from what was asked" };
  if (wish.kind === "now") return wish;
  const said = Date.parse(asked.said);
  const zones = zonesOf(wish, asked, asker);
  const [shown = { zone: "UTC", by: "account" as const }] = zones;
  if (wish.kind === "exact") return { kind: "moment", at: new Date(wish.at), zone: shown.zone, by: "offset" };
  if (wish.kind === "after") return { kind: "moment", at: new Date(said + wish.ms), zone: shown.zone, by: "offset" };
  if (zones.length === 0) return { kind: "unclear", why: "nothing says by whose clocks the time was asked for" };
  const moments = zones.map(({ zone, by }) => ({ kind: "moment" as const, at: momentIn(zone, wish, said), zone, by }));
  const [first] = moments;
  const isOne = first !== undefined && moments.every(({ at }) => at.getTime() === first.at.getTime());
  if (isOne) return first;
  const ofAccount = moments.find(({ zone }) => zone === asker.accountZone);
  const names = zones.map(({ zone }) => zone).join(" or ");
  return ofAccount ?? { kind: "unclear", why: `the person's clocks may be those of ${names}, which differ` };
}

type NamedZone = { readonly zone: string; readonly by: "request" | "place" | "account" };

/** Those that may be meant: several where the person's number leaves that open. */
function zonesOf(wish: Wish, { named }: Asked, { phone, place = {}, accountZone }: Asker): NamedZone[] {
  const inText = wish.kind === "wall" ? wish.zone : undefined;
  const ofRequest = [inText, named, place.zone].find((zone) => zone !== undefined && isZone(zone));
  if (ofRequest !== undefined) return [{ zone: ofRequest, by: "request" }];
  const found = phone === undefined ? undefined : placesOf(phone, place);
  const zones = found?.kind === "known" ? [...new Set(found.places.map(({ zone }) => zone))] : [];
  if (zones.length > 0) return zones.map((zone) => ({ zone, by: "place" }));
  return accountZone === "UTC" ? [] : [{ zone: accountZone, by: "account" }];
}

/** @param said when, in milliseconds since 1970 */
function momentIn(zone: string, { day, minutes }: Extract<Wish, { kind: "wall" }>, said: number): Date {
  const now = wallSeconds(zone, said);
  const today = Math.floor(now / DAY_SECONDS);
  const isAhead = (date: number): boolean =>
    minutes === undefined ? date >= today : momentOf(zone, secondsOf(date, minutes)).getTime() >= said;
  const date = dateOf(day, today, isAhead);
  // Of a day that has begun, every moment that is left is right.
  if (minutes === undefined && date === today && now > secondsOf(date, BEGINS_MINUTES)) return new Date(said);
  return momentOf(zone, secondsOf(date, minutes ?? BEGINS_MINUTES));
}

const secondsOf = (date: number, minutes: number): number => date * DAY_SECONDS + Math.round(minutes * 60);

/** As days since 1970. */
function dateOf(day: Day, today: number, isAhead: (date: number) => boolean): number {
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
      if (day.year !== undefined) return daysSince1970(day.year, day.month, day.date);
      const year = new Date(today * DAY_SECONDS * 1000).getUTCFullYear();
      const date = daysSince1970(year, day.month, day.date);
      return isAhead(date) ? date : daysSince1970(year + 1, day.month, day.date);
    }
  }
}

const daysSince1970 = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / (DAY_SECONDS * 1000);
