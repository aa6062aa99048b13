/** Commands that stand in a text for people, such as a remedy: after a colon up to the end of the sentence, or in backticks. */

export type Part = { readonly text: string } | { readonly command: string };

const commands = /`([^`]+)`|(?<=: )((?:bridge|npx) [^;(`]*?)(?=\.?\s*$|;|,? \(|\. [A-Z]|, )/g;

/** The text in its order, what can be typed at a terminal apart from the rest. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(commands)) {
    const command = (match[1] ?? match[2] ?? "").trim();
    if (!/^(?:bridge|npx|npm) /.test(command)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ command });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
