import type { Dice } from "./dice.ts";
import { day, hour, minute } from "./times.ts";
import { AT_ONCE, UNREADABLE } from "./wishes.ts";

/** How people write when they want to be called, and what they mean by it, which nobody has read from the text. */

export interface Spelled {
  /** Absent where nothing is said of it. */
  readonly text?: string;
  /** As a wish has it. */
  readonly at: number;
  /** It says no moment and rules none out: where it does not stand in a field made for it, it changes nothing. */
  readonly isRemark?: true;
  /** Said another day, it means another moment. */
  readonly isRelative?: true;
}

export const saysNothing: Spelled = { at: AT_ONCE };

interface About {
  /** The moment that is meant, in milliseconds since 1970. */
  readonly to: number;
  /** When it is said. */
  readonly said: number;
  /** By how many hours the person's clocks differ from UTC in the season in which all worlds lie. */
  readonly offset: number;
}

/** By the area code: https://en.wikipedia.org/wiki/List_of_North_American_Numbering_Plan_area_codes */
const offsets: Readonly<Record<string, number>> = {
  ...Object.fromEntries([201, 202, 203, 207, 212, 215, 216, 240, 301, 302, 304, 305].map((code) => [code, -4])),
  ...Object.fromEntries([205, 214, 217, 218, 224, 225, 228].map((code) => [code, -5])),
  ...Object.fromEntries([206, 209, 213, 253].map((code) => [code, -7])),
};

/** @param phone whose first three digits are an area code */
export const offsetOf = (phone: string): number | undefined => offsets[phone.replace(/\D/g, "").slice(-10, -7)];

/** What clocks show of a moment. */
function wallOf(at: number, offset: number) {
  const shown = new Date(at + offset * hour);
  const iso = shown.toISOString();
  const [hours, minutes] = [shown.getUTCHours(), iso.slice(14, 16)];
  return {
    date: iso.slice(0, 10),
    time: iso.slice(11, 16),
    half: `${hours % 12 === 0 ? 12 : hours % 12}:${minutes} ${hours < 12 ? "am" : "pm"}`,
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    /** Counted from 1970. */
    dayNumber: Math.floor((at + offset * hour) / (24 * hour)),
    hours,
  };
}
type Wall = ReturnType<typeof wallOf>;

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** It says by itself which moment it is. */
const exact: readonly ((about: About) => string)[] = [
  ({ to }) => new Date(to).toISOString(),
  ({ to, offset }) => `${wallOf(to, offset).date}T${wallOf(to, offset).time}:00-0${-offset}:00`,
  ({ to }) => `${wallOf(to, 9).date}T${wallOf(to, 9).time}+09:00`,
  ({ to }) => String(to / 1000),
  ({ to }) => String(to),
  ({ to }) => `${wallOf(to, -5).date}T${wallOf(to, -5).time}[America/Chicago]`,
  ({ to }) => `${wallOf(to, 0).date}T${wallOf(to, 0).time}:00[Etc/UTC]`,
];

const april = ["April", "April", "abril", "avril", "abril", "aprile"];
const march = ["March", "März", "marzo", "mars", "março", "marzo"];
const monthIn = (language: number, { month }: Wall): string => (month === 3 ? march : april)[language] ?? "";

/** A date of the calendar, by the person's own clocks. */
const dated: readonly ((to: Wall) => string)[] = [
  ({ date, time }) => `${date} ${time}`,
  ({ date, time }) => `${date}T${time}:00`,
  // Whoever lives here writes the month first.
  ({ month, day, year, half }) => `${twoDigits(month)}/${twoDigits(day)}/${year} ${half}`,
  ({ month, day, half }) => `${month}/${day} at ${half}`,
  ({ day, month, year, time }) => `${twoDigits(day)}.${twoDigits(month)}.${year} ${time} Uhr`,
  ({ day, month, time }) => `am ${day}.${month}. um ${time} Uhr`,
  (to) => `${monthIn(0, to)} ${to.day}, ${to.year} at ${to.half}`,
  (to) => `please call me on ${monthIn(0, to)} ${to.day} at ${to.half}`,
  (to) => `${to.day}. ${monthIn(1, to)} um ${to.time} Uhr`,
  (to) => `el ${to.day} de ${monthIn(2, to)} a las ${to.time}`,
  (to) => `le ${to.day} ${monthIn(3, to)} ${to.year} à ${to.time}`,
  (to) => `${to.day} de ${monthIn(4, to)} de ${to.year}, ${to.time}`,
  (to) => `${to.day} ${monthIn(5, to)} alle ${to.time}`,
  ({ year, month, day, time }) => `${year}年${month}月${day}日 ${time}`,
  ({ month, day, time }) => `${month}월 ${day}일 ${time}`,
];

const tomorrow: readonly ((to: Wall) => string)[] = [
  ({ half }) => `tomorrow at ${half}`,
  ({ half }) => `Tomorrow, ${half}`,
  ({ time }) => `morgen um ${time} Uhr`,
  ({ time }) => `mañana a las ${time}`,
  ({ time }) => `demain à ${time}`,
  ({ time }) => `domani alle ${time}`,
  ({ time }) => `明天 ${time}`,
  ({ time }) => `내일 ${time}`,
];

const today: readonly ((to: Wall) => string)[] = [
  ({ half }) => `today at ${half}`,
  ({ time }) => `heute um ${time} Uhr`,
  ({ time }) => `hoy a las ${time}`,
  ({ half }) => `at ${half}`,
];

const weekdays: readonly (readonly string[])[] = [
  ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
  ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
  ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
  ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"],
];
const beforeHours = ["at", "um", "a las", "à", "alle"];

const onWeekday =
  (language: number) =>
  ({ weekday, time }: Wall): string =>
    `${weekdays[language]?.[weekday]} ${beforeHours[language]} ${time}`;

/** By the clocks of a part of the country, whichever are the person's own. */
const lettered: readonly (readonly [letters: string, offset: number])[] = [
  ["ET", -4],
  ["EDT", -4],
  ["EST", -4],
  ["CT", -5],
  ["CDT", -5],
  ["PT", -7],
  ["PST", -7],
];

/** So long after it is heard, whenever that is. */
const spans: readonly (readonly [text: string, ms: number])[] = [
  ["in an hour", hour],
  ["in 20 minutes", 20 * minute],
  ["in 3 hours", 3 * hour],
  ["in 2 Stunden", 2 * hour],
  ["en 2 horas", 2 * hour],
  ["dans 4 heures", 4 * hour],
  ["tra 90 minuti", 90 * minute],
];

/** Some day that is not today, or some hour of one. */
const unreadable = [
  "tomorrow, not before ten",
  "tomorrow afternoon",
  "tomorrow at 3",
  "some day next week",
  "nächste Woche vormittags",
  "mañana por la tarde",
];
const remarks = [
  "mornings",
  "after lunch",
  "when the children are at school",
  "wenn die Kinder in der Schule sind",
  "por las tardes",
];
const atOnce = ["now", "ASAP", "as soon as possible", "sofort", "lo antes posible", "maintenant"];

/** What is sent late must not be of another day. */
const isAtDaysEnd = ({ hours }: Wall): boolean => hours >= 21;

/**
 * A person writes when they want to be called.
 * @param to in milliseconds since 1970
 * @param said when they write it
 */
export function spell(phone: string, to: number, said: number, { chance, pick }: Dice): Spelled {
  const whole = Math.floor(to / minute) * minute;
  // What shows midnight in UTC is a day without an hour to a picker of dates.
  const at = whole % day === 0 ? whole + minute : whole;
  const own = offsetOf(phone);
  if (chance(0.12)) return { text: pick(unreadable), at: UNREADABLE };
  if (chance(0.06)) return { text: pick(remarks), at: UNREADABLE, isRemark: true };
  if (chance(0.04)) return { text: pick(atOnce), at: AT_ONCE };
  if (chance(0.1)) {
    const [text, ms] = pick(spans);
    return { text, at: said + ms, isRelative: true };
  }
  if (own === undefined || chance(0.3)) return { text: pick(exact)({ to: at, said, offset: own ?? -4 }), at };
  if (chance(0.15)) {
    const [letters, offset] = pick(lettered);
    const { date, time } = wallOf(at, offset);
    return { text: `${date} ${time} ${letters}`, at };
  }
  const [there, now] = [wallOf(at, own), wallOf(said, own)];
  const ahead = there.dayNumber - now.dayNumber;
  const languages = [0, 1, 2, 3, 4] as const;
  if (!isAtDaysEnd(now) && chance(0.6)) {
    if (ahead === 0) return { text: pick(today)(there), at, isRelative: true };
    if (ahead === 1) return { text: pick([...tomorrow, ...languages.map(onWeekday)])(there), at, isRelative: true };
  }
  return { text: pick(dated)(there), at };
}
