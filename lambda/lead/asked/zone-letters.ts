import { isZone } from "../hours/clock.ts";

/** `EST`, `BST`, `CET`: letters by which people name the clocks of their country, in winter, in summer or both. */

const LETTERS = /^[A-Z]{2,5}$/;

/** Letters behind a time: `tomorrow at 9 EST`. */
const BEHIND = /^(.*\d.*?)[ (]+([A-Z]{2,4})\)?$/;

export interface Lettered {
  readonly text: string;
  readonly letters?: string;
}

/** Only in capitals: small letters may be a word. */
export function withoutLetters(text: string): Lettered {
  const [, before, letters] = BEHIND.exec(text.trim()) ?? [];
  return before === undefined || letters === undefined || HALF.test(letters) ? { text } : { text: before, letters };
}

const HALF = /^[AP]M$/;

/**
 * The zones that a name may mean: one of the person's own before all. `EST` in a form of July means the clocks of New
 * York, whatever they show just now; to somebody in Jamaica it does not.
 * @param own zones in which the person may be
 * @param country where their number is at home
 * @returns none where nobody knows
 */
export function zonesCalled(name: string, own: readonly string[], country: string | undefined): readonly string[] {
  const letters = name.trim().toUpperCase();
  const known = isZone(name) ? [name] : [];
  if (!LETTERS.test(letters) || country === undefined) return known;
  const fitting = own.filter((zone) => isCalled(zone, letters, country));
  // In Britain, `GMT` may also be meant in summer as it is in winter.
  if (fitting.length > 0) return [...fitting, ...known];
  if (known.length > 0) return known;
  return HAVE_MANY.has(country) ? AMERICAN.filter((zone) => isCalled(zone, letters, "US")) : [];
}

/** Their people name clocks of other parts of their own country. */
const HAVE_MANY: ReadonlySet<string> = new Set(["US", "CA"]);

const AMERICAN = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
];

const SEASONS = [new Date("2026-01-15T12:00:00Z"), new Date("2026-07-15T12:00:00Z")];

/** As the runtime knows what its people call it. */
const isCalled = (timeZone: string, letters: string, country: string): boolean =>
  (["short", "shortGeneric"] as const).some((timeZoneName) => {
    const format = new Intl.DateTimeFormat(`en-${country}`, { timeZone, timeZoneName });
    return SEASONS.some((day) => format.formatToParts(day).some(({ value }) => value === letters));
  });
