/** Texts as they are compared. */

/** Phrases as they are compared, with nothing in them that does not count. */
export const compact = (text: string): string => plain(text).replace(/[^\p{L}|]+/gu, "");

/** Nothing in it has accents or another way of being written. */
export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** A script that is written without blanks between words. */
export const isUnspaced = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text);

/** Without accents and case. What no decomposition takes apart is written as its nearest letter. */
export const plain = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKC")
        .toLowerCase()
        .normalize("NFD")
        .replace(/\p{M}+/gu, "")
        .replace(/[ıłøđßæœ]/g, (sign) => NEAREST[sign] ?? sign);

const NEAREST: Readonly<Record<string, string>> = { ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" };
