import { type Custom, customOf, dateAt } from "./date.ts";
import { machineWish } from "./machine.ts";
import { inOurSigns, inPlainWords } from "./plain-words.ts";
import { vocabulary } from "./vocabulary.ts";
import type { CalendarDate, Day, Wish } from "./wish.ts";
import {
  BEFORE_DAYS,
  BEFORE_HOURS,
  FILLERS,
  HALVES,
  HOUR_MARK,
  HOUR_OF_24,
  LATER_MINUTES,
  NOON,
  NOW,
  PARTS_OF_DAYS,
} from "./words.ts";

/**
 * What a person wrote of when they want to be called. Only where the whole text is such a phrase: half of a sentence may
 * mean the opposite. Narrow on purpose, as a wrong guess rings a telephone at a wrong moment.
 */

/**
 * @param country by whose custom `3/4` is read
 * @returns undefined where it is no such phrase, or can be read in two ways
 */
export function readWish(text: string, country?: string): Wish | undefined {
  const shown = inOurSigns(text);
  return machineWish(shown) ?? phraseWish(shown, country);
}

interface Reading {
  rest: string;
  day?: Day;
  minutes?: number;
  /** An hour from 1 to 7, or 12, of which nothing says whether it is before or after noon. */
  isOpen?: boolean;
  /** An hour before noon that says no more. */
  isOfMorning?: boolean;
  /** A number alone: beside a day it may be one of the month. */
  isBare?: boolean;
  half?: "am" | "morning" | "afternoon" | "evening";
  /** What stands just before the rest. */
  before?: "hour" | "day";
  /** A word for days stands somewhere. */
  isDated?: boolean;
}

function phraseWish(text: string, country: string | undefined): Wish | undefined {
  if (text.length === 0 || text.length > LONGEST) return undefined;
  const all = inPlainWords(text);
  if (NOW.has(all)) return { kind: "now" };
  const reading: Reading = { rest: all };
  const custom = customOf(all, country);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    reading.rest = reading.rest.replace(/^[\s,;]+/, "");
    if (reading.rest === "") return whole(reading);
    const after = reading.day === undefined && reading.minutes === undefined ? takeSpan(reading) : undefined;
    if (after !== undefined)
      return reading.rest.replace(/^[\s,;]+/, "") === "" ? { kind: "after", ms: after } : undefined;
    if (takeDay(reading, custom) || takeHalf(reading) || takeTime(reading)) delete reading.before;
    else if (!takeFiller(reading)) return undefined;
  }
  return undefined;
}

const LONGEST = 80;
const MOST_STEPS = 12;

function whole({ day = ANY_DAY, minutes, half, isOpen, isOfMorning, isBare, isDated }: Reading): Wish | undefined {
  if (minutes === undefined) {
    // "Morning" and "Monday afternoon" are hours of somebody's choice.
    return half !== undefined || day.kind === "any" ? undefined : { kind: "wall", day, minutes };
  }
  const hour = Math.floor(minutes / 60);
  if (half === undefined) {
    if (isOpen || (isBare && (isDated || day.kind !== "any"))) return undefined;
    const isToday = day.kind === "days from now" && day.days === 0;
    // Nobody asks for ten at night, but of today nothing else is left.
    const mayBeEvening = isOfMorning && (hour === 8 || isToday);
    return { kind: "wall", day, minutes, ...(mayBeEvening && { mayBeEvening }) };
  }
  if (hour > 12) return isLate(half) ? { kind: "wall", day, minutes } : undefined;
  // Twelve at night is the end of one day or the beginning of the next; two at night is neither's evening.
  if (hour === 0 || (half === "evening" && hour % 12 < 4) || (half === "morning" && hour === 12)) return undefined;
  return { kind: "wall", day, minutes: (hour % 12) * 60 + (minutes % 60) + (isLate(half) ? 12 * 60 : 0) };
}

const isLate = (half: Reading["half"]): boolean => half === "afternoon" || half === "evening";

const ANY_DAY = { kind: "any" } as const;

/** Takes a word from the beginning, where it ends there. */
function take(reading: Reading, word: string): boolean {
  const { rest } = reading;
  if (!rest.startsWith(word)) return false;
  const next = rest.slice(word.length);
  // Where words are parted by blanks, a letter that follows makes it another word.
  if (/[\p{Script=Latin}\p{Script=Arabic}]$/u.test(word) && /^[\p{Script=Latin}\p{Script=Arabic}]/u.test(next))
    return false;
  reading.rest = next;
  return true;
}

function takeDay(reading: Reading, custom: Custom): boolean {
  const { day } = reading;
  if (day === undefined && takePart(reading)) return true;
  if (day === undefined) {
    const { days, weekdays } = vocabulary();
    for (const [word, count] of days) {
      // "El por la mañana", "am Morgen": the part of a day.
      if (reading.before === "day" && isMorningToo(word)) continue;
      if (!take(reading, word)) continue;
      reading.day = { kind: "days from now", days: count };
      return true;
    }
    for (const [word, weekday] of weekdays) {
      if (!take(reading, word)) continue;
      reading.day = { kind: "weekday", weekday };
      return true;
    }
    const span = daysAhead(reading.rest);
    if (span !== undefined) {
      reading.day = { kind: "days from now", days: span.days };
      reading.rest = span.rest;
      return true;
    }
  }
  // "Thursday, 18.06.": both say one day.
  if (day !== undefined && day.kind !== "weekday" && !(day.kind === "date" && day.weekday === undefined)) return false;
  if (day?.kind === "date") return takeWeekdayOf(reading, day);
  const found = dateAt(reading.rest, custom);
  if (found?.day === undefined) return false;
  reading.day = { ...found.day, ...(day && { weekday: day.weekday }) };
  reading.rest = reading.rest.slice(found.text.length);
  return true;
}

/** "Tonight", "tomorrow morning": with an hour behind it. */
function takePart(reading: Reading): boolean {
  for (const { words, days, half } of PARTS_OF_DAYS) {
    if (reading.half !== undefined || !words.some((word) => take(reading, word))) continue;
    reading.day = { kind: "days from now", days };
    reading.half = half;
    return true;
  }
  return false;
}

function takeWeekdayOf(reading: Reading, day: CalendarDate): boolean {
  for (const [word, weekday] of vocabulary().weekdays) {
    if (!take(reading, word)) continue;
    reading.day = { ...day, weekday };
    return true;
  }
  return false;
}

/** Morning and tomorrow by one word. */
export const isMorningToo = (word: string): boolean => word === "manana" || word === "morgen";

/** "In two days", at the beginning of a text. */
export function daysAhead(text: string): { days: number; rest: string } | undefined {
  for (const { before, after, days } of vocabulary().daySpans) {
    if (!text.startsWith(before)) continue;
    const [number] = /^ ?\d{1,6}(?!\d) ?/.exec(text.slice(before.length)) ?? [];
    if (number === undefined) continue;
    const left: Reading = { rest: text.slice(before.length + number.length) };
    if (take(left, after)) return { days: Number(number) * days, rest: left.rest };
  }
  return undefined;
}

function takeHalf(reading: Reading): boolean {
  const known = reading.half;
  for (const [half, words] of HALVES) {
    // "Tonight at 8 pm" says it twice.
    if (known !== undefined && isLate(half) !== isLate(known)) continue;
    // "am" is a word of other languages, too: it says so after an hour alone.
    const fitting = reading.minutes === undefined ? words.filter((word) => isUnspaced(word)) : words;
    const before = reading.rest;
    if (!fitting.some((word) => take(reading, word))) continue;
    if (GERMAN_ON.test(before)) {
      reading.rest = before;
      continue;
    }
    reading.half = known ?? half;
    return true;
  }
  return false;
}

/** `um 9 am Donnerstag`: on Thursday, and nothing about the morning. */
const GERMAN_ON = /^am (?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)/;

/** Chinese and Korean say it before the hour. */
const isUnspaced = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}]+$/u.test(word);

/** A dot may end the sentence. */
const TIME = /^(\d{1,2})(?:([:.h])(\d{2})(?::(\d{2}))?)?(?![\d:/]|\.(?!$))/;

function takeTime(reading: Reading): boolean {
  if (reading.minutes !== undefined) return false;
  if (NOON.some((word) => take(reading, word))) {
    reading.minutes = 12 * 60;
    return true;
  }
  const [text, hours = "", sign, minutes, seconds] = TIME.exec(reading.rest) ?? [];
  if (text === undefined || Number(hours) > 23 || Number(minutes ?? 0) > 59) return false;
  let rest = reading.rest.slice(text.length);
  const mark24 = HOUR_OF_24.exec(rest.trimStart())?.[0];
  const mark = mark24 ?? HOUR_MARK.exec(rest.trimStart())?.[0];
  let later = Number(minutes ?? 0) + Number(seconds ?? 0) / 60;
  if (mark !== undefined) {
    rest = rest.trimStart().slice(mark.length);
    const [more, number] = LATER_MINUTES.exec(rest) ?? [];
    if (more !== undefined && minutes === undefined && !/^[:.]/.test(rest.slice(more.length))) {
      later = number === undefined ? 30 : Number(number);
      if (later > 59) return false;
      rest = rest.slice(more.length);
    }
  }
  const hour = Number(hours);
  const isSaid = mark !== undefined || reading.before === "hour" || GERMAN_ON.test(rest.trimStart());
  // "10.12" is a day of December as well.
  const isDateToo = sign === "." && later > 0 && later <= 12;
  reading.isBare = !isSaid && (isDateToo || minutes === undefined);
  const isOf24 = mark24 !== undefined || /h/.test(text) || (hours.length === 2 && minutes !== undefined) || hour > 12;
  // "2h" alone may be two hours as well.
  const isSpanToo =
    mark24 !== undefined && mark24 !== "uhr" && hour < 8 && minutes === undefined && reading.before === undefined;
  reading.isOpen =
    (!isOf24 && hour < 8) ||
    (isDateToo && !isSaid) ||
    (isSpanToo && reading.day === undefined && reading.half === undefined);
  reading.isOfMorning = !isOf24 && hour < 12;
  reading.minutes = hour * 60 + later;
  reading.rest = rest.replace(/^\.$/, "");
  return true;
}

/** How long from now, in milliseconds. */
function takeSpan(reading: Reading): number | undefined {
  for (const { before, after, unitMs, ms } of vocabulary().spans) {
    if (!reading.rest.startsWith(before)) continue;
    if (ms !== undefined) {
      if (take(reading, before)) return ms;
      continue;
    }
    const [number] = /^ ?\d{1,6}(?!\d) ?/.exec(reading.rest.slice(before.length)) ?? [];
    if (number === undefined) continue;
    const left: Reading = { rest: reading.rest.slice(before.length + number.length) };
    if (!take(left, after)) continue;
    reading.rest = left.rest;
    return Number(number) * (unitMs ?? 0);
  }
  return undefined;
}

function takeFiller(reading: Reading): boolean {
  // "Tonight at 11 am": no German "on", but a contradiction.
  if (reading.minutes !== undefined && isLate(reading.half) && /^am(?! \d)/.test(reading.rest)) return false;
  if (BEFORE_HOURS.some((word) => take(reading, word))) reading.before = "hour";
  else if (BEFORE_DAYS.some((word) => take(reading, word))) {
    reading.before = "day";
    reading.isDated = true;
  } else return FILLERS.some((word) => take(reading, word));
  return true;
}
