/** Who writes the last name first, though nobody asked for it: seen by the script, the name itself or its capitals. */

/**
 * How many words at the beginning of a name are the last name.
 * @returns undefined where nothing says so beyond doubt: most names begin with the first
 */
export function lastNameLength(words: readonly string[]): number | undefined {
  const [one = "", ...rest] = words;
  if (rest.length === 0) return undefined;
  if (words.length === 2 && isEastAsian(one, rest[0] ?? "")) return 1;
  if (isVietnamese(one) && !isVietnamese(rest.at(-1) ?? "")) return 1;
  const shouted = words.findIndex((word) => !isShouted(word));
  return shouted > 0 && words.slice(shouted).every((word) => !isShouted(word)) ? shouted : undefined;
}

/**
 * In Chinese, Japanese and Korean writing the family comes first, and whoever sets a blank parts it from the rest. Names
 * from elsewhere are written in katakana, or begin with a word of several syllables in Korean.
 * https://www.w3.org/International/questions/qa-personal-names
 */
const isEastAsian = (family: string, given: string): boolean =>
  (/^\p{Script=Han}{1,4}$/u.test(family) &&
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]{1,5}$/u.test(given)) ||
  (/^\p{Script=Hangul}{1,3}$/u.test(given) && KOREAN.test(family));
const KOREAN = /^(?:\p{Script=Hangul}|남궁|황보|제갈|사공|선우|서문|독고)$/u;

/**
 * Family names of nine in ten Vietnamese, but for those that may be first names or are others' as well. Who puts the
 * family last, as many abroad do, does not begin with one. https://en.wikipedia.org/wiki/Vietnamese_name#Family_name
 */
const VIETNAMESE = new Set(
  "nguyễn nguyen trần tran phạm pham huỳnh huynh đặng bùi đỗ hồ ngô võ vũ lê hoàng dương lý trương đinh trịnh đoàn".split(
    " ",
  ),
);
const isVietnamese = (word: string): boolean => VIETNAMESE.has(word.normalize("NFC").toLowerCase());

/** Many write the last name in capitals. `AJ` and `JD` are short for first names, `LI` and `WU` are none. */
const isShouted = (text: string): boolean =>
  text.length === 2
    ? /^\p{Lu}[AEIOU]$/u.test(text)
    : /\p{L}.*\p{L}/u.test(text) && text === text.toUpperCase() && text !== text.toLowerCase() && !text.includes(".");
