import { folded, vocabulary } from "./vocabulary.ts";

/**
 * What a person wrote of when they want to be called. Only where the whole text is such a phrase: half of a sentence may
 * mean the opposite. Narrow on purpose, as a wrong guess rings a telephone at a wrong moment.
 */

export type Wish =
  /** It says by itself which moment it is. */
  | { readonly kind: "exact"; readonly at: number }
  /** So long after it was said. */
  | { readonly kind: "after"; readonly ms: number }
  /** By clocks of a zone that stands elsewhere. */
  | { readonly kind: "wall"; readonly day: Day; readonly minutes: number | undefined; readonly zone?: string }
  | { readonly kind: "now" };

export type Day =
  | { readonly kind: "date"; readonly year: number | undefined; readonly month: number; readonly date: number }
  | { readonly kind: "days from now"; readonly days: number }
  /** The next one; 1 is Monday. */
  | { readonly kind: "weekday"; readonly weekday: number }
  /** Not said: the next time that clocks show it. */
  | { readonly kind: "any" };

/**
 * @param country by whose custom `3/4` is read
 * @returns undefined where it is no such phrase, or can be read in two ways
 */
export function readWish(text: string, country?: string): Wish | undefined {
  const trimmed = text.normalize("NFKC").trim();
  return isoWish(trimmed) ?? numberWish(trimmed) ?? phraseWish(trimmed, country);
}

// ── what machines write ─────────────────────────────────────────────────────────────────────────────────────────

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?(?: ?\[?([A-Za-z]+(?:\/[A-Za-z_+-]+)+)\]?)?$/i;

function isoWish(text: string): Wish | undefined {
  const [, year, month, date, hours, minutes, seconds = "00", fraction = "0", offset, zone] = ISO.exec(text) ?? [];
  if (year === undefined) return undefined;
  const day = { kind: "date", year: Number(year), month: Number(month), date: Number(date) } as const;
  if (!isDate(day) || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59 || Number(seconds) > 59) return undefined;
  if (hours === undefined) return { kind: "wall", day, minutes: undefined, ...(zone && { zone }) };
  if (offset === undefined)
    return {
      kind: "wall",
      day,
      minutes: Number(hours) * 60 + Number(minutes) + Number(seconds) / 60,
      ...(zone && { zone }),
    };
  const shift = /^[a-z]+$/i.test(offset)
    ? "Z"
    : offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m = "00") => `${h}:${m}`);
  const at = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}.${fraction.slice(0, 3)}${shift}`);
  return Number.isNaN(at) ? undefined : { kind: "exact", at };
}

/** Seconds or milliseconds since 1970, of this century. */
function numberWish(text: string): Wish | undefined {
  if (/^[1-4]\d{9}$/.test(text)) return { kind: "exact", at: Number(text) * 1000 };
  return /^[1-4]\d{12}$/.test(text) ? { kind: "exact", at: Number(text) } : undefined;
}

/** A date that there is, in its year or, where none is said, in a leap year. */
const isDate = ({ year = 2000, month, date }: Extract<Day, { kind: "date" }>): boolean => {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
};

// ── what people write ───────────────────────────────────────────────────────────────────────────────────────────

const NOW = new Set(
  folded(
    "now|right now|asap|a.s.a.p|as soon as possible|immediately|right away|any time|anytime|whenever|no preference|sofort|jetzt|" +
      "jederzeit|egal|so bald wie moglich|ahora|ahora mismo|lo antes posible|cuanto antes|en cualquier momento|cualquier hora|" +
      "maintenant|des que possible|n'importe quand|tout de suite|agora|o quanto antes|a qualquer hora|subito|adesso|" +
      "il prima possibile|in qualsiasi momento|nu|zo snel mogelijk|maakt niet uit|teraz|jak najszybciej|obojetnie|" +
      "现在|马上|尽快|随时|都可以|지금|바로|언제든지|الان|في اي وقت|bay gio|ngay bay gio|bat cu luc nao",
  ).split("|"),
);

/** Says nothing about the time. The longest come first, so that none is cut in two. */
const FILLERS = folded(
  "please call me back|please call me|call me back|call me|please call|ring me|phone me|callback|call|please|around|on|at|by|@|" +
    "rufen sie mich bitte|bitte rufen sie mich|rufen sie mich|bitte|am|um|anrufen|an|ab|" +
    "por favor|llamenme|llameme|llamame|el|a las|a la|las|la|" +
    "appelez-moi|rappelez-moi|s'il vous plait|svp|le|a|vers|" +
    "por favor me ligue|me ligue|ligue|na|no|as|pelas|chiamatemi|chiamami|richiamatemi|alle ore|alle|ore|" +
    "bel me|bel mij|graag|op|om|prosze zadzwonic|prosze|o godzinie|o godz|o|we|w|" +
    "vao luc|vao|luc|请|给我打电话|打电话|在|전화|에|يوم|على الساعة|الساعة|في",
)
  .split("|")
  .sort((one, other) => other.length - one.length);

const MORNING = folded(
  "a.m.|a.m|am|in the morning|vormittags|morgens|de la manana|du matin|da manha|di mattina|del mattino|" +
    "'s ochtends|rano|上午|早上|오전|صباحا|ص|sang",
).split("|");
const AFTERNOON = folded(
  "p.m.|p.m|pm|in the afternoon|in the evening|nachmittags|abends|de la tarde|de la noche|de l'apres-midi|du soir|" +
    "da tarde|da noite|del pomeriggio|di sera|'s middags|'s avonds|po poludniu|wieczorem|下午|晚上|오후|مساء|م|chieu|toi",
).split("|");

/** After the hour: a clock of twenty-four hours. */
const HOUR_OF_24 = /^(?:uhr|heures?|horas?|hrs|uur|h)(?![\p{L}])/u;
/** After the hour, of either clock. */
const HOUR_MARK = /^(?:点钟|点|點|时|時|시|gio)/u;
const LATER_MINUTES = /^ ?(?:(\d{2})(?:分|분)?|半|반)(?!\d)/u;

interface Reading {
  rest: string;
  day?: Day;
  minutes?: number;
  /** An hour from 1 to 7, or 12, of which nothing says whether it is before or after noon. */
  isOpen?: boolean;
  half?: "morning" | "afternoon";
}

function phraseWish(text: string, country: string | undefined): Wish | undefined {
  if (text.length === 0 || text.length > LONGEST) return undefined;
  const all = folded(withLatinDigits(text))
    .replace(/[’`´]/g, "'")
    .replace(/\s+/g, " ")
    .replace(/[.!。！]+$/, "")
    .trim();
  if (NOW.has(all)) return { kind: "now" };
  const reading: Reading = { rest: all };
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    reading.rest = reading.rest.replace(/^[\s,;]+/, "");
    if (reading.rest === "") return whole(reading);
    const after = reading.day === undefined && reading.minutes === undefined ? takeSpan(reading) : undefined;
    if (after !== undefined)
      return reading.rest.replace(/^[\s,;]+/, "") === "" ? { kind: "after", ms: after } : undefined;
    if (!(takeDay(reading, country) || takeHalf(reading) || takeTime(reading) || takeFiller(reading))) return undefined;
  }
  return undefined;
}

const LONGEST = 80;
const MOST_STEPS = 12;

const withLatinDigits = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));

function whole({ day = { kind: "any" }, minutes, half, isOpen }: Reading): Wish | undefined {
  if (minutes === undefined) {
    // "Morning" and "Monday afternoon" are hours of somebody's choice.
    return half !== undefined || day.kind === "any" ? undefined : { kind: "wall", day, minutes };
  }
  const hour = Math.floor(minutes / 60);
  if (half === undefined) return isOpen ? undefined : { kind: "wall", day, minutes };
  const isAfternoon = half === "afternoon";
  if (hour > 12) return isAfternoon ? { kind: "wall", day, minutes } : undefined;
  const turned = (hour % 12) * 60 + (minutes % 60) + (isAfternoon ? 12 * 60 : 0);
  return hour === 0 ? undefined : { kind: "wall", day, minutes: turned };
}

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

const longestOf = <T>(words: ReadonlyMap<string, T>): [string, T][] =>
  [...words].sort(([one], [other]) => other.length - one.length);

function takeDay(reading: Reading, country: string | undefined): boolean {
  if (reading.day !== undefined) return false;
  const { days, weekdays } = vocabulary();
  for (const [word, count] of longestOf(days)) {
    if (!take(reading, word)) continue;
    reading.day = { kind: "days from now", days: count };
    return true;
  }
  for (const [word, weekday] of longestOf(weekdays)) {
    if (!take(reading, word)) continue;
    reading.day = { kind: "weekday", weekday };
    return true;
  }
  return takeDate(reading, country);
}

const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)/;
const SLASHED = /^(\d{1,2})[/](\d{1,2})(?:[/](\d{4}))?(?![\d/])/;
const EASTERN = /^(?:(\d{4})[年년] ?)?(\d{1,2})[月월] ?(\d{1,2})[日号일]/u;
/** `3 December 2026`, `3. Dezember`, `3 de diciembre de 2026`, `3rd of December`. */
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th|\.|º|o)? (?:of |de )?(\p{L}+)\.?(?:,? (?:de )?(\d{4}))?(?![\p{L}\d])/u;
/** `December 3rd, 2026`. */
const MONTH_FIRST = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![\p{L}\d:])/u;

function takeDate(reading: Reading, country: string | undefined): boolean {
  const { rest } = reading;
  const { months } = vocabulary();
  const [text, year, month, date] = dateIn(rest, months, country) ?? [];
  if (text === undefined || month === undefined) return false;
  const day = { kind: "date", year: year === undefined ? undefined : Number(year), month, date: Number(date) } as const;
  if (!isDate(day)) return false;
  reading.day = day;
  reading.rest = rest.slice(text.length);
  return true;
}

type FoundDate = readonly [text: string, year: string | undefined, month: number | undefined, date: string | undefined];

function dateIn(rest: string, months: ReadonlyMap<string, number>, country: string | undefined): FoundDate | undefined {
  const iso = ISO_DATE.exec(rest);
  if (iso) return [iso[0], iso[1], Number(iso[2]), iso[3]];
  const dotted = DOTTED.exec(rest);
  if (dotted) return [dotted[0], dotted[3], Number(dotted[2]), dotted[1]];
  const slashed = SLASHED.exec(rest);
  if (slashed) return bySlashes(slashed, country);
  const eastern = EASTERN.exec(rest);
  if (eastern) return [eastern[0], eastern[1], Number(eastern[2]), eastern[3]];
  const dayFirst = DAY_FIRST.exec(rest);
  if (dayFirst && months.has(dayFirst[2] ?? ""))
    return [dayFirst[0], dayFirst[3], months.get(dayFirst[2] ?? ""), dayFirst[1]];
  const monthFirst = MONTH_FIRST.exec(rest);
  if (monthFirst) return [monthFirst[0], monthFirst[3], months.get(monthFirst[1] ?? ""), monthFirst[2]];
  return undefined;
}

/** The month comes first in the United States; in Canada and the Philippines both are written. */
function bySlashes([text, first, second, year]: RegExpExecArray, country: string | undefined): FoundDate | undefined {
  const [one, other] = [Number(first), Number(second)];
  const isMonthFirst = one > 12 ? false : other > 12 || one === other ? true : MONTH_COMES[country ?? ""];
  if (isMonthFirst === undefined && (country === undefined || ["CA", "PH"].includes(country))) return undefined;
  return isMonthFirst ? [text, year, one, second] : [text, year, other, first];
}

const MONTH_COMES: Readonly<Record<string, boolean | undefined>> = { US: true };

function takeHalf(reading: Reading): boolean {
  if (reading.half !== undefined) return false;
  const halves = [
    ["morning", MORNING],
    ["afternoon", AFTERNOON],
  ] as const;
  for (const [half, words] of halves) {
    // "am" is a word of other languages, too: it says so after an hour alone.
    const fitting = reading.minutes === undefined ? words.filter((word) => isUnspaced(word)) : words;
    const before = reading.rest;
    if (!fitting.some((word) => take(reading, word))) continue;
    if (GERMAN_ON.test(before)) {
      reading.rest = before;
      continue;
    }
    reading.half = half;
    return true;
  }
  return false;
}

/** `um 9 am Donnerstag`: on Thursday, and nothing about the morning. */
const GERMAN_ON = /^am (?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)/;

/** Chinese and Korean say it before the hour. */
const isUnspaced = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}]+$/u.test(word);

const NOON = folded("12 noon|noon|mittags|mediodia|midi|meio-dia|mezzogiorno|poludnie|正午|정오").split("|");

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?(?![\d:./])/;

function takeTime(reading: Reading): boolean {
  if (reading.minutes !== undefined) return false;
  if (NOON.some((word) => take(reading, word))) {
    reading.minutes = 12 * 60;
    return true;
  }
  const [text, hours = "", minutes] = TIME.exec(reading.rest) ?? [];
  if (text === undefined || Number(hours) > 23 || Number(minutes ?? 0) > 59) return false;
  let rest = reading.rest.slice(text.length);
  const mark24 = HOUR_OF_24.exec(rest.trimStart())?.[0];
  const mark = mark24 ?? HOUR_MARK.exec(rest.trimStart())?.[0];
  let later = Number(minutes ?? 0);
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
  const isOf24 = mark24 !== undefined || /h/.test(text) || (hours.length === 2 && minutes !== undefined) || hour > 12;
  reading.isOpen = !isOf24 && hour < 8;
  reading.minutes = hour * 60 + later;
  reading.rest = rest;
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
    const [number] = /^ ?\d{1,3}(?!\d) ?/.exec(reading.rest.slice(before.length)) ?? [];
    if (number === undefined) continue;
    const left: Reading = { rest: reading.rest.slice(before.length + number.length) };
    if (!take(left, after)) continue;
    reading.rest = left.rest;
    return Number(number) * (unitMs ?? 0);
  }
  return undefined;
}

const takeFiller = (reading: Reading): boolean => FILLERS.some((filler) => take(reading, filler));
