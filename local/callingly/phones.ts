import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** E.164, or undefined when it cannot be a number. Its length decides: Callingly's own samples use 555-555-5555. */
export function parsePhone(text: string, country: string): string | undefined {
  const number = parsePhoneNumberFromString(text, country as CountryCode);
  return number?.isPossible() ? number.number : undefined;
}

/** `(202) 555-0101`. */
export const formatPhone = (e164: string): string => parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
