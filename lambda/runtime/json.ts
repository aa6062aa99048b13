import { RejectedError } from "./errors.ts";

const MAX_JSON_DEPTH = 64;
/** Objects and lists. A body full of honest data has far fewer, and each costs memory. */
const MAX_JSON_NODES = 10_000;

/**
 * Parses JSON text (https://www.rfc-editor.org/rfc/rfc8259) into values without prototypes. Other than the platform's
 * parser it refuses what is nested too deeply or has too many parts, and loses nothing: a number that a double would
 * write otherwise is kept as its text, which is only to be had from that parser from Node 21 on, and a name that comes
 * again in its object is told apart, where that parser keeps the last value, be it empty. A comma behind the last value
 * is let pass: it is all that is left of a line that a template leaves out. To guard that parser on both
 * sides takes more than twice as long for a large body.
 * @throws RejectedError 400, or 413 when it has too many parts
 */
export function parseJson(text: string): unknown {
  const reading: Reading = { text, at: 0, depth: 0, nodes: 0 };
  const value = valueIn(reading);
  if (!Number.isNaN(next(reading))) throw broken();
  return value;
}

interface Reading {
  readonly text: string;
  at: number;
  depth: number;
  /** Objects and lists so far. */
  nodes: number;
}

/** The platform's message quotes the body, so it goes no further. */
const broken = () =>
  new RejectedError(400, "The body is not valid JSON; a quotation mark inside a value is a common cause");

const [TAB, LINE, RETURN, BLANK] = [9, 10, 13, 32];
const [QUOTE, COMMA, MINUS, DOT, ZERO, NINE, COLON] = [34, 44, 45, 46, 48, 57, 58];
const [OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 92, 93, 123, 125];
const [E, SMALL_E] = [69, 101];

/** The code of the next character that is no blank, which is not passed over; NaN at the end. */
function next(reading: Reading): number {
  for (;;) {
    const code = reading.text.charCodeAt(reading.at);
    if (code !== BLANK && code !== LINE && code !== RETURN && code !== TAB) return code;
    reading.at += 1;
  }
}

function valueIn(reading: Reading): unknown {
  const code = next(reading);
  if (code === QUOTE) return stringIn(reading);
  if (code === MINUS || isDigit(code)) return numberIn(reading);
  if (code !== OPEN_OBJECT && code !== OPEN_LIST) return wordIn(reading);
  if (++reading.depth > MAX_JSON_DEPTH) throw new RejectedError(400, "The body is nested too deeply");
  if (++reading.nodes > MAX_JSON_NODES) throw new RejectedError(413, "The body has too many parts");
  reading.at += 1;
  const value = code === OPEN_OBJECT ? objectIn(reading) : listIn(reading);
  reading.at += 1;
  reading.depth -= 1;
  return value;
}

function listIn(reading: Reading): unknown[] {
  const list: unknown[] = [];
  if (next(reading) === CLOSE_LIST) return list;
  for (;;) {
    list.push(valueIn(reading));
    if (isOver(reading, CLOSE_LIST)) return list;
  }
}

type Fields = { [name: string]: unknown };

function objectIn(reading: Reading): Fields {
  const object: Fields = Object.create(null);
  let repeated: Repeated | undefined;
  if (next(reading) === CLOSE_OBJECT) return object;
  for (;;) {
    if (next(reading) !== QUOTE) throw broken();
    const name = stringIn(reading);
    if (next(reading) !== COLON) throw broken();
    reading.at += 1;
    const value = valueIn(reading);
    if (repeated === undefined && name in object) repeated = asRepeated(object);
    if (repeated !== undefined) add(repeated, name, value);
    else if (name !== "__proto__") object[name] = value;
    if (isOver(reading, CLOSE_OBJECT)) return repeated === undefined ? object : apart(repeated);
  }
}

/** Whether the object or list ends here, be it behind a comma; else the next value follows. */
function isOver(reading: Reading, end: number): boolean {
  const code = next(reading);
  if (code === end) return true;
  if (code !== COMMA) throw broken();
  reading.at += 1;
  return next(reading) === end;
}

/** A part of a text keeps all of it in memory, and names are remembered: longer ones are copied by the platform's parser. */
const LONGEST_CUT = 12;

function stringIn(reading: Reading): string {
  const { text, at: start } = reading;
  let at = start + 1;
  let isEscaped = false;
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
    if (code === BACKSLASH) isEscaped = true;
    // Not so at the end of the text either.
    else if (!(code >= BLANK)) throw broken();
    at += code === BACKSLASH ? 2 : 1;
  }
  reading.at = at + 1;
  if (!isEscaped && at - start <= LONGEST_CUT) return text.slice(start + 1, at);
  try {
    return JSON.parse(text.slice(start, at + 1));
  } catch {
    throw broken();
  }
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

const NUMBER = /-?\d+(\.\d+)?(e[+-]?\d+)?/iy;
/** Integers of so many digits are exact. */
const MOST_DIGITS = 15;

function numberIn(reading: Reading): number | string {
  const { text, at: start } = reading;
  let at = start;
  let value = 0;
  let code = text.charCodeAt(at);
  if (code !== ZERO) {
    for (; isDigit(code); code = text.charCodeAt(at)) {
      value = 10 * value + code - ZERO;
      at += 1;
    }
  }
  reading.at = at;
  if (at > start && at - start <= MOST_DIGITS && code !== DOT && code !== E && code !== SMALL_E) return value;
  NUMBER.lastIndex = start;
  const [number, fraction, exponent] = NUMBER.exec(text) ?? [];
  if (number === undefined) throw broken();
  reading.at = start + number.length;
  const isKept = fraction || exponent ? Number.isFinite(Number(number)) : isExact(number);
  if (isKept && /^-?0\d/.test(number)) throw broken();
  return isKept ? Number(number) : number;
}

const isExact = (integer: string): boolean => integer.length <= MOST_DIGITS || Number.isSafeInteger(Number(integer));

const WORDS = [
  ["null", null],
  ["true", true],
  ["false", false],
] as const;

function wordIn(reading: Reading): null | boolean {
  const found = WORDS.find(([word]) => reading.text.startsWith(word, reading.at));
  if (!found) throw broken();
  reading.at += found[0].length;
  return found[1];
}

// ── names that come again ───────────────────────────────────────────────────────────────────────────────────────

/** An object in which a name came again, as the list that it was written as. */
interface Repeated {
  readonly entries: { name: string; readonly value: unknown }[];
  /** Which entry keeps each name, and how often the name came. */
  readonly names: Map<string, { readonly kept: number; readonly count: number }>;
}

function asRepeated(object: Fields): Repeated {
  const entries = Object.keys(object).map((name) => ({ name, value: object[name] }));
  return { entries, names: new Map(entries.map(({ name }, at) => [name, { kept: at, count: 1 }])) };
}

/** The last value keeps the name, as the platform's parser has it, unless it is empty; the other is called `name other`. */
function add({ entries, names }: Repeated, name: string, value: unknown): void {
  const at = entries.push({ name, value }) - 1;
  const { kept, count } = names.get(name) ?? { kept: at, count: 0 };
  const isKept = !isEmpty(value) || isEmpty(entries[kept]?.value);
  names.set(name, { kept: isKept ? at : kept, count: count + 1 });
  const other = entries[isKept ? kept : at];
  if (count > 0 && other) other.name = count > 1 ? `${name} other ${count}` : `${name} other`;
}

const isEmpty = (value: unknown): boolean => value === null || (typeof value === "string" && value.trim() === "");

function apart({ entries }: Repeated): Fields {
  const object: Fields = Object.create(null);
  for (const { name, value } of entries) {
    let free = name;
    while (free in object) free += " other";
    if (name !== "__proto__") object[free] = value;
  }
  return object;
}
