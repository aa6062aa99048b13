/**
 * JSON that was put together from a template, with answers spliced in as they are: a quotation mark or a new line in
 * an answer breaks it. Contact Form 7's webhook then sends the text as it is, labelled text/plain:
 * https://github.com/mariovalney/cf7-to-zapier
 */

const MAX_QUOTATION_MARKS = 5_000;

/**
 * The text with the marks inside of values escaped, as far as their places tell: a value ends at the quotation mark
 * after which JSON goes on. Still to be parsed, and possibly still broken.
 */
export function repaired(text: string): string {
  if (text.split('"', MAX_QUOTATION_MARKS + 1).length > MAX_QUOTATION_MARKS) return text;
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    if (open < 0) break;
    const close = endOf(text, open);
    parts.push(text.slice(at, open), '"', escaped(text.slice(open + 1, close)), '"');
    at = close + 1;
  }
  return parts.join("") + text.slice(at);
}

/** After a key comes a colon; after a value a bracket, or a comma and the next key or value. */
const GOES_ON = /\s{0,100}(?::\s{0,100}["[{\dtfn-]|[}\]]\s{0,100}(?:[,}\]]|$)|,\s{0,100}["[{\dtfn-])/y;

function endOf(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') {
      GOES_ON.lastIndex = at + 1;
      if (GOES_ON.test(text)) return at;
    }
  }
  return text.length;
}

const escaped = (value: string): string =>
  value.replace(/\\.|["\n\r\t]/gs, (found) => (found.startsWith("\\") ? found : JSON.stringify(found).slice(1, -1)));
