import * as library from "libphonenumber-js/core";
import { plans } from "./plans.ts";

/** The library of numbering plans with the plans that we carry. */

export type { PhoneNumber } from "libphonenumber-js/core";

/** ISO 3166-1 alpha-2 code of a country with a telephone numbering plan. */
export type Country = library.CountryCode;

export const countries: readonly Country[] = library.getCountries(plans);

export const callingCodeOf = (country: Country): string => library.getCountryCallingCode(country, plans);

export const isCountry = (text: string): text is Country => library.isSupportedCountry(text as Country, plans);

/** @param home where a number without a country code is at home; without it only those with a plus are read */
export function parseNumber(
  text: string,
  home: { readonly defaultCountry?: Country; readonly defaultCallingCode?: string } = {},
): library.PhoneNumber | undefined {
  return library.parsePhoneNumberFromString(text, { ...home, extract: false }, plans);
}
