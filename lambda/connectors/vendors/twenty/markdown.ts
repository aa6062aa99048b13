/**
 * Text as Markdown that shows just this text: a transcript is whatever somebody said. Addresses stay as they are, so that
 * they can be followed. https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export const asMarkdown = (text: string): string =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.replace(SIGNS, (sign) => (/^https?:/.test(sign) ? sign : `\\${sign}`)).replace(LIST, "$1\\$2"))
    // A line that follows another without a blank one between them would be of the same paragraph.
    .join("\n\n");

/** An underscore within a word is no sign. */
const SIGNS = /https?:\/\/[^\s<>`]+|[\\`*[\]<>#|~&!]|(?<!\w)_|_(?!\w)/g;
/** What begins a line of a list, or draws a line below the one before. */
const LIST = /^(\s*\d*)([-+.)=])/;
