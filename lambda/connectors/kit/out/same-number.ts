import { type Country, parsePhone } from "../../../lead/reader/phone.ts";

/** Numbers in a CRM stand there as people wrote them. They are searched for by what they end in, and compared in full. */

/**
 * Whether a number that somebody wrote is this phone. Digits that end alike are no match: `020 7946 0958` is another
 * number in Maine than in London.
 * @param phone E.164
 * @param country where numbers without country code are at home in the CRM
 */
export function isSameNumber(text: string, phone: string, country: Country | undefined): boolean {
  const read = parsePhone(text, country ?? "US");
  if (read !== undefined && (country !== undefined || isInternational(text))) return read === phone;
  // As it is dialled abroad, from wherever.
  const abroad = text.replace(/[^\d+]/g, "").replace(/^(?:00|011)/, "+");
  return abroad.startsWith("+") && parsePhone(abroad, country ?? "US") === phone;
}

const isInternational = (text: string): boolean => /^\s*(?:tel:)?\s*\+/i.test(text.normalize("NFKC"));

/** Those of a record's phone fields in which there is a number. */
export const numbersIn = (...fields: readonly (string | null | undefined)[]): string[] =>
  fields.filter((text): text is string => typeof text === "string" && /\d/.test(text));

/** What every way to write a phone ends in, whatever stands before it: enough to search by. */
export const phoneTail = (phone: string): string => phone.slice(-8);

const MARKS = [" ", "-", "."];

/**
 * The same for a CRM that compares a phone as it stands there, mark by mark: the last four digits in a row, and with one
 * mark among them. Few records end alike, and those are compared in full.
 */
export function phoneEndings(phone: string): string[] {
  const last = phone.slice(-4);
  return [last, ...[1, 2, 3].flatMap((at) => MARKS.map((mark) => `${last.slice(0, at)}${mark}${last.slice(at)}`))];
}
