import { RejectedError } from "./errors.ts";

const MAX_JSON_DEPTH = 64;
/** Objects and lists. A body full of honest data has far fewer, and each costs memory. */
const MAX_JSON_NODES = 10_000;

/**
 * Parses JSON text into values without prototypes.
 * @throws RejectedError 400, or 413 when it has too many parts
 */
export function parseJson(text: string): unknown {
  try {
    return withoutPrototypes(JSON.parse(guarded(text)));
  } catch (error) {
    if (error instanceof RejectedError) throw error;
    // The platform's message quotes the body, so it goes no further.
    throw new RejectedError(400, "The body is not valid JSON; a quotation mark inside a value is a common cause");
  }
}

function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item === "object") value[index] = withoutPrototypes(item);
    }
    return value;
  }
  const bare = Object.create(null);
  for (const key of Object.keys(value)) {
    if (key !== "__proto__") bare[key] = withoutPrototypes((value as Record<string, unknown>)[key]);
  }
  return bare;
}

const NUMBER = /-?\d+(\.\d+)?(e[+-]?\d+)?/iy;

/** The names of an object so far; undefined for a list. */
type Names = Map<string, { readonly end: number; readonly isEmpty: boolean; readonly count: number }> | undefined;

/**
 * One pass before the parser: refuses what is nested too deeply for it, puts quotes around integers that it would
 * round and numbers that it would take for infinite. The text of a number is otherwise only to be had from Node 21 on.
 * A name that comes again in its object is told apart, since the parser would keep the last value, be it empty.
 */
function guarded(text: string): string {
  const inside: Names[] = [];
  const edits: { readonly at: number; readonly length: number; readonly insert: string }[] = [];
  let nodes = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      const names = inside.at(-1);
      if (names) renameRepeated(text, at, end, names, (place, insert) => edits.push({ at: place, length: 0, insert }));
      at = end;
    } else if (char === "}" || char === "]") inside.pop();
    else if (char === "{" || char === "[") {
      if (inside.push(char === "{" ? new Map() : undefined) > MAX_JSON_DEPTH)
        throw new RejectedError(400, "The body is nested too deeply");
      if (++nodes > MAX_JSON_NODES) throw new RejectedError(413, "The body has too many parts");
    } else if (char === "-" || (char >= "0" && char <= "9")) {
      NUMBER.lastIndex = at;
      const [number, fraction, exponent] = NUMBER.exec(text) ?? [char];
      const isKept = fraction || exponent ? Number.isFinite(Number(number)) : isExact(number);
      if (!isKept) edits.push({ at, length: number.length, insert: `"${number}"` });
      at += number.length - 1;
    }
  }
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const { at, length, insert } of edits.sort((one, other) => one.at - other.at)) {
    parts.push(text.slice(copied, at), insert);
    copied = at + length;
  }
  return parts.join("") + text.slice(copied);
}

/** The last value keeps the name, as the parser has it, unless it is empty; the other is called `name other`. */
function renameRepeated(
  text: string,
  start: number,
  end: number,
  names: Exclude<Names, undefined>,
  insert: (at: number, suffix: string) => void,
): void {
  VALUE.lastIndex = end + 1;
  const value = VALUE.exec(text);
  if (!value) return;
  const name = text.slice(start, end);
  const isEmpty = value[1] !== undefined;
  const before = names.get(name);
  const count = (before?.count ?? 0) + 1;
  const isKept = before === undefined || !isEmpty || before.isEmpty;
  if (before) insert(isKept ? before.end : end, count > 2 ? ` other ${count - 1}` : " other");
  names.set(name, isKept ? { end, isEmpty, count } : { ...before, count });
}

/** What follows a name; a string that is no name has no colon behind it. */
const VALUE = /\s{0,100}:\s{0,100}("\s{0,100}"|null)?/y;

const isExact = (integer: string): boolean => integer.length <= 15 || Number.isSafeInteger(Number(integer));

/** Where the string ends that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
