/**
 * The first characters of a text. It never ends in half of a character that takes two units, which no database,
 * CRM or receiver could read again.
 * @param length in UTF-16 units
 */
export const cutText = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
