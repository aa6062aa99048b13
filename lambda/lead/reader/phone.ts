import type { CountrySign } from "./country-sign.ts";
import { type Country, parseNumber } from "./numbering.ts";
import { digitsOf, type Home, homeOf, isInternational, readForeign, readingsOf } from "./phone-digits.ts";
import { numbersIn, type Written } from "./phone-text.ts";

export { type Country, isCountry } from "./numbering.ts";

/** Calls among these cost what a call at home costs. https://www.law.cornell.edu/cfr/text/47/64.1801 */
const AT_HOME: Partial<Record<Country, readonly Country[]>> = {
  US: ["US", "CA", "PR", "VI", "GU", "MP"],
  CA: ["CA", "US"],
};

/** The countries that a source calls unless it says so itself: its own. */
export const usualCountries = (country: Country): readonly Country[] => AT_HOME[country] ?? [country];

export type PhoneReading =
  /** In E.164; `others` are further numbers of the same person, in their order. */
  | { readonly kind: "one"; readonly phone: string; readonly others: readonly string[] }
  | { readonly kind: "none" }
  /** It can be read in two ways that are both valid, or is said to be somebody else's: a person has to look. */
  | { readonly kind: "doubt" };

/**
 * Reads a phone number as a careful person would: every spelling, text around it cut away, and nothing guessed.
 * @param text as given
 * @param country where a number without any sign of its country is at home
 * @param signs what stands beside it and says of which country it is; each counts before `country`
 */
export function readPhone(text: string, country: Country, signs: readonly CountrySign[] = []): PhoneReading {
  if (signs.length > 0) return readAnew(text, country, signs);
  if (last?.text !== text || last.country !== country) last = { text, country, reading: readAnew(text, country, []) };
  return last.reading;
}

/** What was read last: the reader of fields, the rules of a door and the lead ask of one number in a row. */
let last: { readonly text: string; readonly country: Country; readonly reading: PhoneReading } | undefined;

/** The one number of a text in E.164; undefined when there is none, more than one, or none that can exist. */
export function parsePhone(text: string, country: Country): string | undefined {
  const reading = readPhone(text, country);
  return reading.kind === "one" && reading.others.length === 0 ? reading.phone : undefined;
}

/**
 * Whether a text is a phone number by its length, though it may be none that is in use. Numbering plans grow, and ours
 * is as old as the deployment: who typed such a number must not be turned away.
 */
export function isPossiblePhone(text: string, country: Country): boolean {
  if (readPhone(text, country).kind !== "none") return true;
  const [written, ...others] = numbersIn(text);
  if (!written || others.length > 0) return false;
  return parseNumber(written.run, { defaultCountry: country })?.isPossible() === true;
}

function readAnew(text: string, country: Country, signs: readonly CountrySign[]): PhoneReading {
  const found = numbersIn(text).flatMap((written) => numbersOfRun(written, homeOf(country), signs));
  const own = found.filter(({ about }) => about === "own");
  const phones = new Set<string>();
  for (const { readings } of own) {
    const [phone, another] = readings;
    if (another !== undefined) return { kind: "doubt" };
    if (phone !== undefined) phones.add(phone);
  }
  const [phone, ...others] = phones;
  if (phone === undefined) return { kind: found.some(({ about }) => about === "someone else's") ? "doubt" : "none" };
  return others.length > MOST_OTHERS ? { kind: "doubt" } : { kind: "one", phone, others };
}

/** Who gives more numbers than these gave a list of something. */
const MOST_OTHERS = 3;

// ── one run of digits ───────────────────────────────────────────────────────────────────────────────────────────

interface Found {
  readonly readings: readonly string[];
  readonly about: Written["about"];
}

/** Nothing shorter is a whole number among other digits. */
const SHORTEST = 7;
/** Longer ones, the plus included, may be two numbers, though lenient plans take them for one. */
const LONGEST = 14;

type ReadPart = (part: string) => readonly string[];

/** Mostly one number, or two that stand in a row. What it says of its country is gone by first, then what stands beside it. */
function numbersOfRun(
  { run, sign, perhaps, isInText, about }: Written,
  home: Home,
  given: readonly CountrySign[],
): Found[] {
  const signs = sign ? [sign, ...given] : given;
  const ways: ReadPart[] = isInternational(run) ? waysAbroad(run, home, signs) : waysAtHome(home, signs, perhaps);
  if (signs.length === 0) ways.push((part) => readForeign(part, home));
  for (const way of ways) {
    const read: ReadPart = (part) => (digitsOf(part).length < 5 ? [] : way(part));
    const numbers = cut(run, isInText, read);
    if (numbers.length > 0) return numbers.map((readings) => ({ readings, about }));
  }
  return [];
}

/** A run of digits without what is no part of it. */
function cut(run: string, isInText: boolean, read: ReadPart): readonly (readonly string[])[] {
  const whole = read(run);
  const tailless = withoutTail(run);
  if (tailless !== run && digitsOf(tailless).length >= SHORTEST) {
    const readings = read(tailless);
    // With the tail it would be the same number, only longer.
    const isTail = readings.length > 0 && whole.every((long) => readings.some((short) => long.startsWith(short)));
    if (isTail) return [readings];
  }
  if (whole.length > 0 && whole.every((phone) => phone.length <= LONGEST)) return [whole];
  const parts = inARow(run, isInText, read);
  return parts.length > 0 || whole.length === 0 ? parts : [whole];
}

/** Hours behind a number, or another ending of it: `9-17`, `/43`. */
function withoutTail(run: string): string {
  const trimmed = run.replace(/[^\d)]+$/, "");
  const rest = trimmed.replace(/\s*\/\s*-?\s*\d{1,3}$/, "");
  if (rest !== trimmed) return rest;
  const [hours, from, mark, to] = /[\s(]+([01]?\d|2[0-4])(\s*-\s*)([01]?\d|2[0-4])\)?$/.exec(trimmed) ?? [];
  if (hours === undefined || from === to) return run;
  const before = trimmed.slice(0, -hours.length);
  // Where all groups are parted so, these are two more of them.
  return mark !== "-" && / - ?/.test(before) ? run : before;
}

/** Numbers one after the other, or one with a few digits before or behind it that are none of it. */
function inARow(run: string, isInText: boolean, read: ReadPart): (readonly string[])[] {
  const digits = digitsOf(run);
  const half = digits.slice(0, digits.length / 2);
  if (half.length >= SHORTEST && half + half === digits) return [read(half)];
  for (const mark of [/\s+\/\s+/, /\//, /\s+-\s+/]) {
    const parts = run.split(mark);
    const readings = parts.map((part) => (digitsOf(part).length < SHORTEST ? [] : read(part)));
    // An ending of its own is left out, and whatever is no number behind one that is. A stroke may stand within a number.
    const isApart = mark.source.includes("s+") || (readings[0]?.length ?? 0) > 0;
    if (parts.length > 1 && parts.length <= 4 && isApart && readings.some((each) => each.length > 0)) {
      return readings.filter((each) => each.length > 0);
    }
  }
  const tokens = run.trim().split(/\s+/);
  if (tokens.length < 2 || tokens.length > 12) return [];
  const part = (from: number, to = tokens.length): string => tokens.slice(from, to).join(" ");
  const isShort = (text: string, most: number): boolean => digitsOf(text).length <= most;
  const pairs: (readonly string[])[][] = [];
  const single: (readonly string[])[] = [];
  for (let at = 1; at < tokens.length; at++) {
    const [left, right] = [part(0, at), part(at)];
    const [first, second] = [left, right].map((text) => (digitsOf(text).length < SHORTEST ? [] : read(text)));
    if (first?.length && second?.length && areAlike(left, right)) pairs.push([first, second]);
    else if (first?.length && isShort(right, 5) && !isShort(left, 8)) single.push(first);
    else if (second?.length && isInText && isShort(left, 2)) single.push(second);
  }
  if (pairs.length > 0) return pairs.length === 1 ? (pairs[0] ?? []) : [union(pairs.flat())];
  return single.length > 0 ? [union(single)] : [];
}

/** In plans without a fixed length the end of a number is one as well. */
function areAlike(left: string, right: string): boolean {
  const [one, other] = [digitsOf(left).length, digitsOf(right).length];
  return one === other || (one >= 9 && other >= 9);
}

// ── with the signs beside it ────────────────────────────────────────────────────────────────────────────────────

/** Numbers of more digits begin with a country code, or something else that is dialled before them. */
const LONGEST_BARE = 10;

/** In these ways a number without a plus is read, the next where one finds none; where one finds two, they contradict. */
function waysAtHome(home: Home, signs: readonly CountrySign[], perhaps: CountrySign | undefined): ReadPart[] {
  const atHome: ReadPart = (part) =>
    perhaps ? union([readingsOf(part, home), bySigns(part, [perhaps])]) : readingsOf(part, home);
  if (signs.length === 0) return [atHome];
  const beside: ReadPart = (part) => {
    const readings = bySigns(part, signs);
    const digits = digitsOf(part);
    // The code of the source's country before a whole number of it is a sign of country as well.
    const isCoded = readings.length > 0 && digits.length > LONGEST_BARE && digits.startsWith(home.callingCode);
    return isCoded ? union([readings, readingsOf(`+${digits}`, home)]) : readings;
  };
  return [beside, atHome];
}

function waysAbroad(run: string, home: Home, signs: readonly CountrySign[]): ReadPart[] {
  const ofNumber = signs.filter(({ isOfNumber }) => isOfNumber);
  const bare = (part: string): string => part.replaceAll("+", "");
  const written: ReadPart = (part) => {
    const readings = readingsOf(part, home);
    const [phone] = readings;
    if (phone === undefined) return readings;
    if (isWeak(run)) return union([readings, readingsOf(bare(part), home)]);
    const agrees = signs.some(({ callingCode }) => phone.startsWith(`+${callingCode}`));
    return agrees || digitsOf(part).length > LONGEST_BARE ? readings : union([readings, bySigns(bare(part), ofNumber)]);
  };
  const beside: ReadPart = (part) => bySigns(bare(part), signs);
  // `1+212…`: the plus came behind the code.
  const turned: ReadPart = (part) =>
    part.trim().startsWith(`${home.callingCode}+`) ? readingsOf(`+${bare(part)}`, home) : [];
  // No country code begins with a zero: somebody, or the field, put a plus before a number of the country.
  const isAtHome = isWeak(run) || /^\D*0/.test(run);
  return [written, beside, turned, ...(isAtHome ? [(part: string) => readingsOf(bare(part), home)] : [])];
}

/** A blank that the sender did not encode arrives as a plus, and a plus as a blank: see `unencodedPlus`. */
const isWeak = (run: string): boolean => /^\s*\+\s/.test(run);

function bySigns(run: string, signs: readonly CountrySign[]): readonly string[] {
  const homes = new Map(
    signs.map(({ callingCode, country }) => [callingCode, { callingCode, country } satisfies Home] as const),
  );
  return union(
    [...homes.values()].map(({ callingCode, country }) => {
      // Some selects have the area codes of the Caribbean.
      if (callingCode.length === 4) {
        const joined = digitsOf(run).length === 7 ? `+${callingCode}${digitsOf(run)}` : run;
        return readingsOf(joined, { callingCode: "1" });
      }
      return readingsOf(run, { callingCode, country });
    }),
  );
}

const union = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

// ── of numbers that were read ───────────────────────────────────────────────────────────────────────────────────

/** An E.164 number without its country code. Also of a number that is in no plan, as far as its country code is known. */
export const nationalPart = (phone: string): string => parseNumber(phone)?.nationalNumber ?? phone.replace("+", "");

/** In whose plan an E.164 number is, as far as it says so. */
export const countryOfNumber = (phone: string): Country | undefined => parseNumber(phone)?.country;

/** A phone number that may be shown in logs: only its country code and last two digits remain. */
export function maskPhone(phone: string): string {
  const code = parseNumber(phone)?.countryCallingCode ?? phone.slice(1, 2);
  return `+${code}…${phone.slice(-2)}`;
}
