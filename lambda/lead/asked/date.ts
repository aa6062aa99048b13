import { vocabulary } from "./vocabulary.ts";
import { type CalendarDate, isDate } from "./wish.ts";

/** A date of the calendar as people write it. */

const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?(?!\d)/;
const SLASHED = /^(\d{1,2})[/](\d{1,2})(?:[/](\d{4}|\d{2}))?(?![\d/])/;
const EASTERN = /^(?:(\d{4})[年년] ?)?(\d{1,2})[月월] ?(\d{1,2})[日号일]/u;
/** `3 December 2026`, `3. Dezember`, `3 de diciembre de 2026`, `3rd of December`. */
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th|\.|º|o)? (?:of |de )?(\p{L}+)\.?(?:,? (?:de )?(\d{4}))?(?![\p{L}\d])/u;
/** `December 3rd, 2026`. */
const MONTH_FIRST = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![\p{L}\d:])/u;

interface FoundDate {
  readonly text: string;
  /** Absent where it can be read in two ways, or where there is no such date. */
  readonly day: CalendarDate | undefined;
}

/** The date with which a text begins. */
export function dateAt(rest: string, country: string | undefined): FoundDate | undefined {
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
  if (iso) return found(iso, iso[1], iso[2], iso[3]);
  const dotted = DOTTED.exec(rest);
  if (dotted) return found(dotted, dotted[3], dotted[2], dotted[1]);
  const slashed = SLASHED.exec(rest);
  if (slashed) {
    const [, first = "", second = "", year] = slashed;
    const isMonthFirst = monthComesFirst(Number(first), Number(second), country);
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

/** @returns undefined where both are written */
function monthComesFirst(first: number, second: number, country: string | undefined): boolean | undefined {
  if (first > 12) return false;
  if (second > 12 || first === second) return true;
  return country === undefined || BOTH_WRITTEN.has(country) ? undefined : MONTH_FIRST_IN.has(country);
}

/** The United States, and those of their islands where nothing else is written. */
const MONTH_FIRST_IN: ReadonlySet<string> = new Set(["US", "GU", "VI", "AS", "MP"]);
const BOTH_WRITTEN: ReadonlySet<string> = new Set(["CA", "PH", "PR", "MH", "FM", "PW"]);
