import { withLatinDigits } from "../reader/digits.ts";
import { folded } from "./vocabulary.ts";

/** What was asked, as it is read: whatever keyboard, alphabet or page it came from. */

/** In our digits, dashes and colons, without what stands around a text and says nothing: tags, quotes, emoji. */
export const inOurSigns = (text: string): string =>
  withLatinDigits(text.normalize("NFKC").replace(/\p{Cf}/gu, ""))
    .replace(/<\/?[a-z][^<>]{0,80}>|\p{Extended_Pictographic}|\ufe0f/giu, " ")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replaceAll("∶", ":")
    .replace(/^[\s"'“”„«»‘’(]+|[\s"'“”„«»‘’)!]+$/g, "");

/** As words are looked for in it. A dot at the end of a sentence says nothing, one behind a number may be a date's. */
export const inPlainWords = (text: string): string =>
  folded(inOurSigns(text))
    .replace(/[’`´]/g, "'")
    .replace(/\s+/g, " ")
    .replace(/(?<!\d)[.。]+$/, "")
    .trim();
