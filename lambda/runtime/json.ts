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

/**
 * One pass before the parser: refuses what is nested too deeply for it, puts quotes around integers that it would
 * round and numbers that it would take for infinite. The text of a number is otherwise only to be had from Node 21 on.
 */
function guarded(text: string): string {
  let depth = 0;
  let nodes = 0;
  let copied = 0;
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if (char === "}" || char === "]") depth--;
    else if (char === "{" || char === "[") {
      if (++depth > MAX_JSON_DEPTH) throw new RejectedError(400, "The body is nested too deeply");
      if (++nodes > MAX_JSON_NODES) throw new RejectedError(413, "The body has too many parts");
    } else if (char === "-" || (char >= "0" && char <= "9")) {
      NUMBER.lastIndex = at;
      const [number, fraction, exponent] = NUMBER.exec(text) ?? [char];
      const isKept = fraction || exponent ? Number.isFinite(Number(number)) : isExact(number);
      if (!isKept) {
        result += `${text.slice(copied, at)}"${number}"`;
        copied = at + number.length;
      }
      at += number.length - 1;
    }
  }
  return result + text.slice(copied);
}

const isExact = (integer: string): boolean => integer.length <= 15 || Number.isSafeInteger(Number(integer));

/** Where the string ends that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
