import { cutText } from "./text.ts";

/**
 * A vendor's error message may repeat the request. This takes out everything that looks like an e-mail address, a phone
 * number in any notation or a key. Names cannot be told from other words, so the rest still goes on the item only and
 * never into the log.
 */

const LONGEST = 200;
/** Keeps the patterns cheap; messages are hardly ever longer. */
const LONGEST_READ = 1_000;

const ADDRESS_OR_KEY = /\S+(?:@|%40)\S+|(?=\S*\p{Nd})\S{24,}|\S{40,}/gu;
/** Five digits and more, whatever stands between them, as long as it is no word. */
const DIGITS = /[+(\p{Cf}]{0,3}\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){4,}/gu;

/** Foreign words without addresses, numbers and keys, at most 200 characters. */
export function scrub(text: string): string {
  // The word that is cut could be half of an address, which nothing would recognise.
  const read = text.length > LONGEST_READ ? text.slice(0, LONGEST_READ).replace(/\S+$/, "…") : text;
  const clean = read
    .replace(/\p{Cs}/gu, "")
    .replace(ADDRESS_OR_KEY, "…")
    .replace(DIGITS, "…");
  return cutText(clean, LONGEST);
}

/**
 * Seven digits and more, however they are written: what a name that we gave ourselves never has and a phone number
 * does.
 */
const PHONE = /[+(]{0,2}\p{Nd}(?:[^\p{L}\p{Nd}]{0,3}\p{Nd}){6,}/gu;
const ADDRESS = /\S+(?:@|%40)\S+/gu;

/** One of our own words, such as the name of a source, without any phone number or address that strayed into it. */
export const maskPeople = (text: string): string =>
  cutText(oneLine(text), LONGEST).replace(ADDRESS, "…").replace(PHONE, "…");

/** Characters that could end a line, or move the cursor of a terminal, become spaces. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ");
