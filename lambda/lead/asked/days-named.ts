import { type Custom, customOf, dateAt } from "./date.ts";
import { daysAhead, isMorningToo } from "./phrase.ts";
import { inPlainWords } from "./plain-words.ts";
import { DENIED } from "./unread.ts";
import { folded, vocabulary } from "./vocabulary.ts";
import type { Day } from "./wish.ts";
import { type HOURS_OF, PARTS_OF_DAYS } from "./words.ts";

/**
 * The days that stand anywhere in what somebody wrote of when they want to be called. Where the whole cannot be read, they
 * tell whether today may be meant at all: "Thursday, not before ten" is no reason to ring on Monday.
 */

export interface DaysNamed {
  /** `undefined` for one of which only this is known: that it is not today, or not which one it is. */
  readonly days: readonly (Day | undefined)[];
  /** Parts of today: "tonight" is not now in the morning. */
  readonly parts: readonly (keyof typeof HOURS_OF)[];
  /** "Not on Monday" may mean any other day. */
  readonly isDenied: boolean;
  /** Clocks that are named by letters which stand for several zones, or for none. */
  readonly ofUnknownClocks: boolean;
}

export function daysNamed(text: string, country: string | undefined): DaysNamed {
  const all = inPlainWords(text);
  const custom = customOf(all, country);
  const days: (Day | undefined)[] = [];
  const parts: (keyof typeof HOURS_OF)[] = [];
  let weekday: { day: number; end: number } | undefined;
  let last: number | undefined;
  for (let at = 0; at < all.length; ) {
    const found = isBeginning(all, at) ? dayAt(all, at, custom) : undefined;
    if (found === undefined) {
      at += 1;
      continue;
    }
    const [first] = found.days;
    if (found.part !== undefined) parts.push(found.part);
    const isWeekday = found.days.length === 1 && first?.kind === "weekday";
    if (isWeekday && weekday && UNTIL.test(all.slice(weekday.end, at)))
      for (let day = weekday.day; day !== first.weekday; day = (day % 7) + 1)
        days.push({ kind: "weekday", weekday: day });
    // "Next Monday", said on a Monday, is not today.
    const isNext = last !== undefined && /^ ?$/.test(all.slice(last, at)) && isWeekday;
    if (!isNext) days.push(...found.days);
    at += found.length;
    last = first === undefined ? at : undefined;
    weekday = isWeekday ? { day: first.weekday, end: at } : undefined;
  }
  return { days, parts, isDenied: DENIED.test(all), ofUnknownClocks: /\d/.test(all) && ZONE_LETTERS.test(text) };
}

/** A word begins, or a number; Chinese and Korean do not part theirs. */
const isBeginning = (text: string, at: number): boolean =>
  !WORD_SIGN.test(text[at - 1] ?? "") ||
  (/\d/.test(text[at - 1] ?? "") && /\D/.test(text[at] ?? "")) ||
  !WORD_SIGN.test(text[at] ?? "");
const WORD_SIGN = /[\p{Script=Latin}\p{Script=Arabic}\d]/u;

interface Found {
  readonly days: readonly (Day | undefined)[];
  readonly length: number;
  readonly part?: keyof typeof HOURS_OF;
}

function dayAt(text: string, at: number, custom: Custom): Found | undefined {
  const rest = text.slice(at);
  const { days, weekdays } = vocabulary();
  for (const { words, days: count, half } of PARTS_OF_DAYS)
    for (const word of words)
      if (beginsWith(rest, word))
        return {
          days: [{ kind: "days from now", days: count }],
          length: word.length,
          ...(count === 0 && { part: half }),
        };
  const isPartOfDay = OF_THE_DAY.test(text.slice(0, at));
  for (const [word, count] of days)
    if (beginsWith(rest, word) && !(isPartOfDay && isMorningToo(word)))
      return { days: [{ kind: "days from now", days: count }], length: word.length };
  for (const [words, named] of GROUPS)
    for (const word of words) if (beginsWith(rest, word, "s?")) return { days: named, length: word.length };
  for (const [word, weekday] of weekdays)
    if (
      (word.length > 3 ||
        ENGLISH_SHORT.has(word) ||
        IS_UNSPACED.test(word) ||
        BEFORE_A_NUMBER.test(rest.slice(word.length))) &&
      beginsWith(rest, word, "s?")
    )
      return { days: [{ kind: "weekday", weekday }], length: word.length };
  const ahead = daysAhead(rest);
  if (ahead) return { days: [{ kind: "days from now", days: ahead.days }], length: rest.length - ahead.rest.length };
  const date = dateAt(rest, custom);
  if (date) return { days: [date.day], length: date.text.length };
  const [some] = SOME_DATE.exec(rest) ?? [];
  return some === undefined ? undefined : { days: [undefined], length: some.length };
}

function beginsWith(text: string, word: string, more = ""): boolean {
  if (!text.startsWith(word)) return false;
  const next = text.slice(word.length);
  return IS_UNSPACED.test(word) || new RegExp(`^${more}(?![\\p{Script=Latin}\\p{Script=Arabic}])`, "u").test(next);
}

const IS_UNSPACED = /[\p{Script=Han}\p{Script=Hangul}]/u;

/** Shorter words of other languages are too often words of another kind, but for "Sa 10-12". */
const BEFORE_A_NUMBER = /^\.?,? ?\d/;
const ENGLISH_SHORT: ReadonlySet<string> = new Set(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

const onWeekdays = (...all: number[]): Day[] => all.map((weekday) => ({ kind: "weekday", weekday }));

const GROUPS: readonly [words: readonly string[], days: readonly (Day | undefined)[]][] = [
  [
    folded("weekend|week-end|week end|wochenende|fin de semana|fim de semana|fine settimana|周末|주말|cuoi tuan").split(
      "|",
    ),
    onWeekdays(6, 7),
  ],
  [
    folded("weekday|workday|business day|wochentag|werktag|entre semana|en semaine|dias uteis|工作日|평일").split("|"),
    onWeekdays(1, 2, 3, 4, 5),
  ],
  // Tomorrow and the day after, where visitors are not spoken to in their language.
  [
    folded(
      "i morgon|imorgon|i övermorgon|i morgen|i overmorgen|huomenna|ylihuomenna|zítra|pozítří|zajtra|pozajtra|holnap|holnapután|" +
        "mâine|poimâine|sutra|prekosutra|jutri|pojutrišnjem|yarın|besok|lusa|esok|bukas|demà|rytoj|kesho|måndag|mandag|tisdag|" +
        "tirsdag|onsdag|torsdag|fredag|lördag|lørdag|söndag|søndag",
    ).split("|"),
    [undefined],
  ],
  [
    folded(
      "next|in a week|in a few days|in a couple of days|in two days|in three days|in a month|later this week|nachste|nachsten|" +
        "nachster|nachstes|in einer woche|in ein paar tagen|kommende|kommenden|proxima|proximo|que viene|en una semana|en unos dias|" +
        "prochaine|prochain|dans une semaine|dans quelques jours|que vem|em uma semana|prossima|prossimo|tra una settimana|" +
        "volgende|over een week|przyszlym tygodniu|za tydzien|下周|下个|下星期|下週|다음|tuan sau|tuan toi|الاسبوع القادم|thu 2|thu 3|thu 4|" +
        "thu 5|thu 6|thu 7",
    ).split("|"),
    [undefined],
  ],
];

/** "Por la mañana", "am Morgen", "in de morgen": the part of a day, and no tomorrow. */
const OF_THE_DAY = /(?:^| )(?:la|am|de|den) $/;

/** "The 15th", "am 15.", "el 18", `18-06-26`, `18.06`, "in 2 months": a day, of which this says enough. */
const SOME_DATE =
  /^(?:do\.?,? \d|\d{1,6} ?(?:months?\b|monate|mes(?:es|i|e)?\b|mois\b|maand|miesi|thang\b|years?\b|jahre?|anos?\b|ans\b|anni\b|jaar\b|lata?\b|nam\b|个月|個月|年后|年後|개월|년 후)|\d{1,2}(?:st|nd|rd|th)\b|(?:am|den|le|el|the|dia) \d{1,2}(?!\d|[:h]| ?(?:uhr|h|am|pm|a\.m|p\.m)\b)|\d{1,2}([-./])\d{1,2}\1\d{2,4}(?!\d)|\d{1,2}\.(?:0[1-9]|1[0-2])(?!\d))/;

/** Between two weekdays: those in between as well. */
const UNTIL = /^s? ?(?:-|–|—|~|to|thru|through|till|until|bis|a|al|au|ate|tot|t\/m|do|hasta|到|至|부터|den) ?$/;

const ZONE_LETTERS =
  /(?<![\p{L}\d])(?:[ECMP][SD]?T|AK[SD]T|HST|GMT|UTC|CES?T|EES?T|WES?T|BST|IST|AES[T]?|JST)(?![\p{L}])/u;
