import { isCallingCode } from "./country-sign.ts";
import { type Country, callingCodeOf, type PhoneNumber, parseNumber } from "./numbering.ts";

/**
 * The readings of one run of digits, with the marks that people put between them. Whatever makes a valid number is one;
 * who reads has to see whether there is one alone.
 */

/** Where a number without a country code is at home. */
export interface Home {
  readonly callingCode: string;
  readonly country?: Country | undefined;
}

export const homeOf = (country: Country): Home => ({ callingCode: callingCodeOf(country), country });

/** No country's numbers are longer, but for lines behind a switchboard. */
const LONGEST_NATIONAL = 11;

/** Every valid number that a run may be, in E.164. */
export function readingsOf(run: string, home: Home): string[] {
  return isInternational(run) ? international(run) : national(run, home);
}

/** A plus says that the country code follows; with a blank behind it, it may have been one. */
export const isInternational = (run: string): boolean => /\+[\s(]*\d/.test(run);

// ── with a country code ─────────────────────────────────────────────────────────────────────────────────────────

function international(run: string): string[] {
  // What stands before a plus is a code that the field had put there: `+1 +1 212 …`, `+1 (+1) 212 …`.
  const after = run.slice(run.lastIndexOf("+") + 1);
  const written = `+${after}`;
  // `(0)` is dialled at home only; where a zero belongs to the number, as in Italy, nobody can tell whether this one does.
  const zero = /^\+[\s(]*\d{1,3}\)?[\s.-]*\(0\)/.exec(written)?.[0];
  const forms = zero === undefined ? [written] : [zero.replace("(0)", "") + written.slice(zero.length), written];
  const found = forms.flatMap((form) => abroad(digitsOf(form)) ?? []);
  return [...new Set(found)];
}

/** @param digits with the country code first */
function abroad(digits: string): string | undefined {
  const bare = digits.replace(/^(?:00|011)(?=[1-9])/, "");
  if (bare.startsWith("0")) return undefined;
  const code = codeOf(bare);
  if (code === undefined) return undefined;
  const rest = bare.slice(code.length);
  const whole = parse(`+${code}${current(code, rest)}`);
  if (whole && whole.nationalNumber.length <= LONGEST_NATIONAL) return whole.number;
  // The code stands there twice, once from a select and once from the person.
  const twice = [code, `00${code}`, `011${code}`].find((prefix) => rest.startsWith(prefix));
  const once = twice && parse(`+${code}${current(code, rest.slice(twice.length))}`);
  return (once || whole)?.number;
}

/**
 * Prefixes that were given up and are still written: `+52 1 …` before mobiles in Mexico, `044` and `045` at home; `01` for `1` in
 * North America.
 */
const current = (code: string, rest: string): string =>
  code === "52"
    ? rest.replace(/^(?:1|01|044|045)(?=\d{10}$)/, "")
    : code === "1"
      ? rest.replace(/^01(?=[2-9]\d{9}$)/, "")
      : rest;

/** No calling code is the beginning of another. */
const codeOf = (digits: string): string | undefined =>
  [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => isCallingCode(code) && code.length <= 3);

// ── without ─────────────────────────────────────────────────────────────────────────────────────────────────────

function national(run: string, home: Home): string[] {
  const zero = /^[\s(]*(?:00)?(\d{1,3})\)?[\s.-]*\(0\)/.exec(run);
  if (zero?.[1] && isCallingCode(zero[1])) return international(`+${zero[1]}(0)${run.slice(zero[0].length)}`);
  const digits = digitsOf(run);
  if (/^00[1-9]/.test(digits)) {
    const found = abroad(digits);
    // No number of any country begins so, whatever a lenient plan says.
    if (found || !digits.startsWith("0011")) return found ? [found] : [];
  }
  const own = atHome(current(home.callingCode, digits), home);
  const coded = withoutPlus(digits, home);
  // No area code is written without its zero in front of a number of such length.
  if (own && digits.startsWith(home.callingCode) && own.nationalNumber.length > LONGEST_NATIONAL) {
    return coded ? [coded.number] : [];
  }
  if (own && coded && own.number !== coded.number) {
    return isSeparate(run, home.callingCode) ? [coded.number] : [own.number, coded.number];
  }
  const found = own ?? coded;
  if (found) return [found.number];
  // As they dial abroad elsewhere: nobody's number begins so where these digits make none at home.
  if (/^(?:0011|011)[1-9]/.test(digits)) {
    const elsewhere = [/^0011/, /^011/].flatMap((prefix) =>
      prefix.test(digits) ? (abroad(digits.replace(prefix, "")) ?? []) : [],
    );
    return [...new Set(elsewhere)];
  }
  return [];
}

const atHome = (digits: string, { callingCode, country }: Home): PhoneNumber | undefined =>
  parse(digits, country ? { defaultCountry: country } : { defaultCallingCode: callingCode });

/** The home's own code, with nothing before it. In Brazil the code is an area's as well. */
function withoutPlus(digits: string, { callingCode }: Home): PhoneNumber | undefined {
  if (!digits.startsWith(callingCode)) return undefined;
  const rest = digits.slice(callingCode.length);
  const shortest = callingCode === "55" ? 10 : 7;
  return rest.length < shortest ? undefined : parse(`+${callingCode}${current(callingCode, rest)}`);
}

const isSeparate = (run: string, code: string): boolean => new RegExp(`^[\\s(]*${code}\\)?[\\s.-]`).test(run);

/**
 * Another country's code without its plus: only where it stands apart, or these are too many digits for home. Where some
 * of them alone make a number at home, nobody can tell.
 */
export function readForeign(run: string, home: Home): string[] {
  const digits = digitsOf(run);
  const code = codeOf(digits);
  if (code === undefined || code === home.callingCode || digits.length < 11 || isInternational(run)) return [];
  const found = isSeparate(run, code) || digits.length >= 12 ? parse(`+${digits}`) : undefined;
  if (!found || found.nationalNumber.length > LONGEST_NATIONAL) return [];
  const begun = [1, 2, 3].flatMap((more) => atHome(digits.slice(0, -more), home)?.number ?? []);
  return [found.number, ...begun];
}

function parse(text: string, home?: Parameters<typeof parseNumber>[1]): PhoneNumber | undefined {
  const phone = parseNumber(text, home);
  return phone?.isValid() ? phone : undefined;
}

export const digitsOf = (text: string): string => text.replace(/\D/g, "");
