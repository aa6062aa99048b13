import { plain } from "../reader/plain.ts";

/**
 * The words for days and hours in the languages in which visitors are spoken to, as the runtime's own data has them
 * (https://cldr.unicode.org/), and what that data lacks. All in small letters without accents.
 */

/** As they are compared. Syllables of Korean, which lose their letters with the accents, are put together again. */
export const folded = (text: string): string => plain(text).normalize("NFC").replaceAll("’", "'");

const languages = ["en", "es", "zh", "vi", "ar", "ko", "fr", "de", "pt", "it", "nl", "pl"];

export interface Vocabulary {
  /** How many days from now. */
  readonly days: ReadonlyMap<string, number>;
  /** 1 is Monday. */
  readonly weekdays: ReadonlyMap<string, number>;
  readonly months: ReadonlyMap<string, number>;
  /** A month of one language and a weekday of another: `mar 10` is the tenth of March, or Tuesday the tenth. */
  readonly monthsOrWeekdays: ReadonlySet<string>;
  /** How many days from now, with a number of days or weeks. */
  readonly daySpans: readonly DaySpan[];
  /** How long from now: what stands before the number, what after it, and the milliseconds of one. */
  readonly spans: readonly Span[];
}

interface DaySpan {
  readonly before: string;
  readonly after: string;
  /** Of one. */
  readonly days: number;
}

interface Span {
  readonly before: string;
  readonly after: string;
  /** Absent where the words say the number themselves. */
  readonly unitMs?: number | undefined;
  readonly ms?: number | undefined;
}

const MINUTE_MS = 60_000;
const units = [
  ["minute", MINUTE_MS],
  ["hour", 60 * MINUTE_MS],
] as const;
const STYLES = ["long", "short"] as const;
/** One of each plural that a language has. */
const numbers = [1, 2, 3, 5, 11, 20];

let known: Vocabulary | undefined;

/** Made when it is first needed, as most leads name no time. */
export function vocabulary(): Vocabulary {
  known ??= made();
  return known;
}

function made(): Vocabulary {
  const [weekdays, months] = [weekdaysIn(), monthsIn()];
  const monthsOrWeekdays = new Set([...weekdays.keys()].filter((word) => months.has(word)));
  for (const word of monthsOrWeekdays) {
    weekdays.delete(word);
    months.delete(word);
  }
  const days = longestFirst(daysIn());
  return { days, weekdays: longestFirst(weekdays), months, monthsOrWeekdays, daySpans: daySpansIn(), spans: spansIn() };
}

/** In the order in which they are looked for, so that none is cut in two. */
const longestFirst = (words: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...words].sort(([one], [other]) => other.length - one.length));

function daySpansIn(): DaySpan[] {
  const spans = new Map<string, DaySpan>();
  for (const language of languages)
    for (const [unit, days] of [
      ["day", 1],
      ["week", 7],
    ] as const) {
      const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: "always" });
      for (const count of numbers) {
        const parts = format.formatToParts(count, unit);
        const at = parts.findIndex(({ type }) => type === "integer");
        if (at < 0) continue;
        const textOf = (some: typeof parts): string => folded(some.map(({ value }) => value).join("")).trim();
        const after = textOf(parts.slice(at + 1));
        for (const before of [textOf(parts.slice(0, at)), ...(OTHER_BEGINNINGS[language] ?? [])])
          spans.set(`${before}#${after}`, { before, after, days });
      }
    }
  return [...spans.values()].sort((one, other) => other.before.length - one.before.length);
}

function daysIn(): Map<string, number> {
  const said = languages.flatMap((language) => {
    const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
    return [0, 1, 2, 3].map((days): [string, number] => [folded(format.format(days, "day")), days]);
  });
  return new Map([...said, ["tmrw", 1], ["tomorow", 1], ["tommorow", 1], ["tommorrow", 1], ["明日", 1], ["明後日", 2]]);
}

/** The first of 1970 was a Thursday; the fifth, a Monday. */
const dayOf1970 = (date: number, month = 0): Date => new Date(Date.UTC(1970, month, date, 12));

function weekdaysIn(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of languages) {
    for (const weekday of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" });
      for (let day = 1; day <= 7; day += 1) {
        const word = folded(format.format(dayOf1970(4 + day))).replace(/\.$/, "");
        // Of one letter or sign, or of another language's other day, it tells nothing. "Thu 2" is Monday in Vietnam.
        if (word.length < 2 || /\d/.test(word)) continue;
        for (const form of [word, word.replace(/-feira$/, ""), ...(language === "pl" ? [word.replace(/a$/, "e")] : [])])
          found.set(form, (found.get(form) ?? day) === day ? day : AMBIGUOUS);
      }
    }
  }
  for (const [word, day] of found) if (day === AMBIGUOUS) found.delete(word);
  // To Germans and Dutch it is Thursday, to Poles "until".
  found.delete("do");
  return new Map([...found, ["tues", 2], ["weds", 3], ["thur", 4], ["thurs", 4]]);
}

/** Two languages mean different days, or months, by one word. */
const AMBIGUOUS = 0;

function monthsIn(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of languages.filter((each) => each !== "zh" && each !== "ko" && each !== "vi")) {
    for (const month of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { day: "numeric", month, timeZone: "UTC" });
      for (let index = 0; index < 12; index += 1) {
        const part = format.formatToParts(dayOf1970(1, index)).find(({ type }) => type === "month");
        const word = folded(part?.value ?? "").replace(/\.$/, "");
        if (/\d/.test(word) || word.length < 3) continue;
        found.set(word, (found.get(word) ?? index + 1) === index + 1 ? index + 1 : AMBIGUOUS);
      }
    }
  }
  for (const [word, month] of found) if (month === AMBIGUOUS) found.delete(word);
  return found;
}

function spansIn(): Span[] {
  const spans = new Map<string, Span>();
  for (const language of languages) {
    for (const [[unit, unitMs], style] of units.flatMap((each) => STYLES.map((style) => [each, style] as const))) {
      const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: "always", style });
      for (const count of numbers) {
        const parts = format.formatToParts(count, unit);
        const at = parts.findIndex(({ type }) => type === "integer");
        const textOf = (some: typeof parts): string =>
          folded(some.map(({ value }) => value).join(""))
            .trim()
            .replace(/\.$/, "");
        const span =
          at < 0
            ? { before: textOf(parts), after: "", ms: count * unitMs }
            : { before: textOf(parts.slice(0, at)), after: textOf(parts.slice(at + 1)), unitMs };
        spans.set(`${span.before}#${span.after}#${span.ms ?? ""}`, span);
        // As people say it where the data has the longer words.
        for (const before of OTHER_BEGINNINGS[language] ?? [])
          if (at >= 0) spans.set(`${before}#${span.after}`, { ...span, before });
      }
    }
  }
  for (const text of IN_AN_HOUR) spans.set(text, { before: text, after: "", ms: 60 * MINUTE_MS });
  for (const text of IN_HALF_AN_HOUR) spans.set(text, { before: text, after: "", ms: 30 * MINUTE_MS });
  return [...spans.values()].sort((one, other) => other.before.length - one.before.length);
}

const OTHER_BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  es: ["en"],
  it: ["fra", "in"],
  pt: ["daqui a", "dentro de"],
  ar: ["بعد"],
};

const IN_AN_HOUR = ["in an hour", "in one hour", "in einer stunde", "en una hora", "dans une heure", "em uma hora"];
const IN_HALF_AN_HOUR = ["in half an hour", "in einer halben stunde", "en media hora", "dans une demi-heure"];
