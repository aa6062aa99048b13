import { RejectedError } from "./errors.ts";

const MAX_JSON_DEPTH = 64;

/**
 * Parses JSON text into values without prototypes.
 * @throws RejectedError 400
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(guarded(text), withoutPrototype);
  } catch (error) {
    if (error instanceof RejectedError) throw error;
    // The platform's message quotes the body, so it goes no further.
    throw new RejectedError(400, "The body is not valid JSON; a quotation mark inside a value is a common cause");
  }
}

function withoutPrototype(name: string, value: unknown): unknown {
  if (name === "__proto__") return undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.assign(Object.create(null), value)
    : value;
}

const NUMBER = /-?\d+(\.\d+)?(e[+-]?\d+)?/iy;

/** One pass before the parser: refuses what is nested too deeply for it, puts quotes around integers it would round. */
function guarded(text: string): string {
  let depth = 0;
  let copied = 0;
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if (char === "}" || char === "]") depth--;
    else if (char === "{" || char === "[") {
      if (++depth > MAX_JSON_DEPTH) throw new RejectedError(400, "The body is nested too deeply");
    } else if (char === "-" || (char >= "0" && char <= "9")) {
      NUMBER.lastIndex = at;
      const [digits, fraction, exponent] = NUMBER.exec(text) ?? [char];
      if (!fraction && !exponent && digits.length > 15 && !Number.isSafeInteger(Number(digits))) {
        result += `${text.slice(copied, at)}"${digits}"`;
        copied = at + digits.length;
      }
      at += digits.length - 1;
    }
  }
  return result + text.slice(copied);
}

/** Where the string ends that begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
