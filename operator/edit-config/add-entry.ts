import type { ObjectExpression, ObjectProperty } from "@babel/types";
import { findSection, type Section } from "./find-section.ts";
import { indentAt, property, type Style, styleOf } from "./style.ts";

/** Adds an entry to the text of a bridge.config.ts; all else stays as it was written, letter by letter. */

export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** An entry of this name is there. */
export class TakenName extends Error {
  override readonly name = "TakenName";

  /** As it stands in the file. */
  readonly there: string;

  constructor(there: string) {
    super(there);
    this.there = there;
  }
}

/**
 * @returns the text with the entry
 * @throws NotEditable when the file is not written so that it could be edited safely, TakenName
 */
export function addEntry(text: string, { section, name, value }: Entry): string {
  const { object, hasSection, entries, file } = findSection(text, section);
  const taken = entries.get(name);
  if (taken) throw new TakenName(text.slice(taken.start ?? 0, taken.end ?? 0));
  const style = styleOf(text, file);
  const written = (indent: string) =>
    hasSection
      ? property(name, value, style, indent, areQuoted([...entries.values()]))
      : property(section, { [name]: value }, style, indent);
  return insert(text, object, style, written);
}

/** The entry for somebody who pastes it. */
export const entryText = ({ name, value }: Entry, style: Style = pasted): string =>
  `    ${property(name, value, style, "    ")},`;

const pasted: Style = { quote: '"', step: "  ", lineEnd: "\n", inside: " " };

/** Whether names stand in quotes that need none. */
const areQuoted = (entries: readonly ObjectProperty[]): boolean =>
  entries.length > 0 && entries.every(({ key }) => key.type === "StringLiteral");

function insert(text: string, object: ObjectExpression, style: Style, written: (indent: string) => string): string {
  const { start, end, properties } = object;
  const [open, close] = [(start ?? 0) + 1, (end ?? 0) - 1];
  const last = properties.at(-1);
  if (!last) return intoEmpty(text, { open, close, style, written });
  const after = last.end ?? 0;
  const comma = commaAfter(text, after, close);
  const indent = indentAt(text, properties[0]?.start ?? 0);
  const isOneLine = !text.slice(open, properties[0]?.start ?? 0).includes("\n");
  if (isOneLine) {
    // What is written on one line stays there, whatever else is on it.
    const entry = written(indentAt(text, start ?? 0));
    return comma === undefined ? put(text, [[after, `, ${entry}`]]) : put(text, [[comma + 1, ` ${entry},`]]);
  }
  // A comment behind the last entry is about that one.
  const lineEnd = endOfLine(text, comma === undefined ? after : comma + 1, close);
  const entry = `${style.lineEnd}${indent}${written(indent)}`;
  return comma === undefined
    ? put(text, [
        [after, ","],
        [lineEnd, entry],
      ])
    : put(text, [[lineEnd, `${entry},`]]);
}

interface Empty {
  readonly open: number;
  readonly close: number;
  readonly style: Style;
  written(indent: string): string;
}

function intoEmpty(text: string, { open, close, style, written }: Empty): string {
  const outer = indentAt(text, open);
  const entry = `${style.lineEnd}${outer}${style.step}${written(outer + style.step)},`;
  const held = text.slice(open, close);
  // Comments stay before it; the brace goes to a line of its own where it was on none.
  const kept = held.trimEnd();
  const rest = held.slice(kept.length);
  return (
    text.slice(0, open) + kept + entry + (rest.includes("\n") ? rest : `${style.lineEnd}${outer}`) + text.slice(close)
  );
}

/** Where the comma stands after an entry, with comments passed over; undefined where there is none. */
function commaAfter(text: string, from: number, to: number): number | undefined {
  const comments = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
  for (let at = from; at < to; at += 1) {
    comments.lastIndex = at;
    if (comments.test(text)) at = comments.lastIndex - 1;
    else if (text[at] === ",") return at;
  }
  return undefined;
}

/** The end of a line with its comment; or the closing brace, where that comes before it. */
function endOfLine(text: string, from: number, close: number): number {
  const rest =
    /^[ \t]*(?:\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*)*(?:\/\/[^\r\n]*)?/.exec(text.slice(from, close))?.[0] ?? "";
  return from + rest.trimEnd().length;
}

/** Puts texts in at places, of which the first comes first. */
const put = (text: string, parts: readonly (readonly [at: number, what: string])[]): string =>
  parts.toReversed().reduce((all, [at, what]) => all.slice(0, at) + what + all.slice(at), text);
