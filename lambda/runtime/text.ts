/**
 * The first characters of a text. It never ends in half of a character that takes two units, which no database,
 * CRM or receiver could read again.
 * @param length in UTF-16 units
 */
export const cutText = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");

/**
 * A text in parts, none of which ends in half of a character.
 * @param length the most of each part, in UTF-16 units; 2 at least
 * @returns none of an empty text
 */
export function textParts(text: string, length: number): string[] {
  const parts = [];
  for (let rest = text; rest !== ""; ) {
    const part = cutText(rest, length);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}
