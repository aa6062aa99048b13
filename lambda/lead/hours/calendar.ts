/** Dates as days since 1970, of whatever place: the wall's own, without a zone. */

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export const dayIn = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / DAY_MS;

export const yearOf = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();

/** ISO weekday: 1 is Monday. The first day of 1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const DAY_MS = 86_400_000;

/** Easter Sunday of the Gregorian calendar. https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm */
export function easterOf(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayIn(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
