import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min";

/** ISO 3166-1 alpha-2 code of a country with a telephone numbering plan. */
export type Country = CountryCode;

export const isCountry = (text: string): text is Country => isSupportedCountry(text);

/** Calls among these cost what a call at home costs. https://www.law.cornell.edu/cfr/text/47/64.1801 */
const AT_HOME: Partial<Record<Country, readonly Country[]>> = {
  US: ["US", "CA", "PR", "VI", "GU", "MP"],
  CA: ["CA", "US"],
};

/** The countries that a source calls unless it says so itself: its own. */
export const usualCountries = (country: Country): readonly Country[] => AT_HOME[country] ?? [country];

/**
 * Reads a phone number as people write it.
 * @param text as given; full-width digits and invisible marks are tolerated
 * @param country where a number without country code is at home
 * @returns the number in E.164, or undefined when no such number can exist
 */
export function parsePhone(text: string, country: Country): string | undefined {
  const phone = read(text, country);
  return phone?.isValid() ? phone.number : undefined;
}

/**
 * Whether a text is a phone number by its length, though it may be none that is in use. Numbering plans grow, and ours
 * is as old as the deployment: who typed such a number must not be turned away.
 */
export const isPossiblePhone = (text: string, country: Country): boolean => read(text, country)?.isPossible() === true;

/** What was read last: the reader of fields, the rules of a door and the lead ask of one number in a row. */
let last: { readonly text: string; readonly country: Country; readonly phone: PhoneNumber | undefined } | undefined;

function read(text: string, country: Country): PhoneNumber | undefined {
  if (last?.text !== text || last.country !== country) last = { text, country, phone: readAnew(text, country) };
  return last.phone;
}

function readAnew(text: string, country: Country): PhoneNumber | undefined {
  const written = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/^tel:/i, "");
  if (written.length === 0 || written.length > 60) return undefined;
  return parsePhoneNumberFromString(written, { defaultCountry: country, extract: false });
}

/** An E.164 number without its country code. Also of a number that is in no plan, as far as its country code is known. */
export const nationalPart = (phone: string): string =>
  parsePhoneNumberFromString(phone)?.nationalNumber ?? phone.replace("+", "");

/** A phone number that may be shown in logs: only its country code and last two digits remain. */
export function maskPhone(phone: string): string {
  const code = parsePhoneNumberFromString(phone)?.countryCallingCode ?? phone.slice(1, 2);
  return `+${code}…${phone.slice(-2)}`;
}
