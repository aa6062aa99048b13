import { vocabulary } from "./vocabulary.ts";
import { type CalendarDate, isDate } from "./wish.ts";

/** A date of the calendar as people write it. */

const ISO_DATE = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?(?!\d)/;
const SLASHED = /^(\d{1,2})[/](\d{1,2})(?:[/](\d{4}|\d{2}))?(?![\d/])/;
const EASTERN = /^(?:(\d{4})[年년] ?)?(\d{1,2})[月월] ?(\d{1,2})[日号일]/u;
/** `3 December 2026`, `3-Dec-2026`, `3. Dezember`, `3 de diciembre de 2026`, `3rd of December`. */
const DAY_FIRST =
  /^(\d{1,2})(?:st|nd|rd|th|\.|º|o)?[ -](?:of |de )?(\p{L}+)\.?(?:,?[ -](?:de )?(\d{4}))?(?![\p{L}\d])/u;
/** `December 3rd, 2026`. */
const MONTH_FIRST = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![\p{L}\d:])/u;

interface FoundDate {
  readonly text: string;
  /** Absent where it can be read in two ways, or where there is no such date. */
  readonly day: CalendarDate | undefined;
}

/** The date with which a text begins. */
export function dateAt(rest: string, custom: Custom): FoundDate | undefined {
  const { months, monthsOrWeekdays } = vocabulary();
  const found = (
    [text]: RegExpExecArray,
    year: string | undefined,
    month: string | number | undefined,
    date = "",
  ): FoundDate => {
    const day = {
      kind: "date",
      year: year === undefined ? undefined : Number(year.padStart(4, "20")),
      month: Number(month),
      date: Number(date),
    } as const;
    return { text, day: month !== undefined && isDate(day) ? day : undefined };
  };
  const iso = ISO_DATE.exec(rest);
  if (iso) return found(iso, iso[1], iso[3], iso[4]);
  const dotted = DOTTED.exec(rest);
  if (dotted) {
    const [text, date = "", month = "", year] = dotted;
    return isDottedInDoubt(Number(date), Number(month), year, custom)
      ? { text, day: undefined }
      : found(dotted, year, month, date);
  }
  const slashed = SLASHED.exec(rest);
  if (slashed) {
    const [, first = "", second = "", year] = slashed;
    const isMonthFirst = monthComesFirst(Number(first), Number(second), custom);
    if (isMonthFirst === undefined) return { text: slashed[0], day: undefined };
    return isMonthFirst ? found(slashed, year, first, second) : found(slashed, year, second, first);
  }
  const eastern = EASTERN.exec(rest);
  if (eastern) return found(eastern, eastern[1], eastern[2], eastern[3]);
  const isMonth = (word = ""): boolean => months.has(word) || monthsOrWeekdays.has(word);
  const dayFirst = DAY_FIRST.exec(rest);
  if (dayFirst && isMonth(dayFirst[2])) return found(dayFirst, dayFirst[3], months.get(dayFirst[2] ?? ""), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(rest);
  if (monthFirst && isMonth(monthFirst[1]))
    return found(monthFirst, monthFirst[3], months.get(monthFirst[1] ?? ""), monthFirst[2]);
  return undefined;
}

/** By whose custom a date is read: the number's country, and whether the text is in another language than English. */
export interface Custom {
  readonly country: string | undefined;
  readonly isForeign: boolean;
}

/** @param text in plain words */
export const customOf = (text: string, country: string | undefined): Custom => ({
  country,
  isForeign: /\d ?h(?![\p{L}])/u.test(text) || (text.match(/\p{L}{2,}/gu) ?? []).some((word) => !ENGLISH.test(word)),
});

/** What stands beside a date in English. Of other words nobody need know more than that they are none of these. */
const ENGLISH =
  /^(?:am|pm|at|on|by|around|of|the|and|or|in|st|nd|rd|th|noon|today|tomorrow|tonight|morning|afternoon|evening|please|call|ring|phone|me|back|between|after|before|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[ecmp][sd]?t|utc|gmt)$/;

/** @returns undefined where both are written */
function monthComesFirst(first: number, second: number, { country, isForeign }: Custom): boolean | undefined {
  if (first > 12) return false;
  if (second > 12 || first === second) return true;
  if (country === undefined || BOTH_WRITTEN.has(country)) return undefined;
  // Who writes another language in America may have brought its dates along.
  return MONTH_FIRST_IN.has(country) ? (isForeign ? undefined : true) : false;
}

/** With dots, the day is first; to an American who writes English it need not be. */
const isDottedInDoubt = (
  date: number,
  month: number,
  year: string | undefined,
  { country, isForeign }: Custom,
): boolean =>
  year !== undefined &&
  date <= 12 &&
  month <= 12 &&
  date !== month &&
  !isForeign &&
  country !== undefined &&
  (MONTH_FIRST_IN.has(country) || BOTH_WRITTEN.has(country));

/** The United States, and those of their islands where nothing else is written. */
const MONTH_FIRST_IN: ReadonlySet<string> = new Set(["US", "GU", "VI", "AS", "MP"]);
/** In the last ones the month is first in `7/8`, and nobody knows of `7/8/2026`. */
const BOTH_WRITTEN: ReadonlySet<string> = new Set([
  ...["CA", "PH", "PR", "MH", "FM", "PW"],
  ...["CN", "TW", "JP", "KR", "MN", "HU"],
]);
