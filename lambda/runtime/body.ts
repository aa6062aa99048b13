import { RejectedError } from "./errors.ts";
import { parseJson } from "./json.ts";
import { repaired } from "./spliced-json.ts";

/**
 * Turns the bytes of a request into a value, whatever the sender chose: JSON, XML, urlencoded, multipart, or text/plain
 * with JSON, `name=value` or `name: value` lines. Senders often name the wrong type or none, so what the body looks
 * like counts first. Nothing here trusts the body: objects have no prototype, depth and amount are limited.
 */

const MAX_BYTES = 2_000_000;
const MAX_FORM_FIELDS = 1_000;
const MAX_KEY_DEPTH = 8;

/** An object from outside: without prototype, so that no name in it means anything to JavaScript. */
export type Fields = { [name: string]: unknown };

/**
 * Reads a body. Files are dropped; integers that a double cannot hold become strings, since they are ids; keys such as
 * `contact[phone]` or `contact.phone` become nested objects, repeated keys become arrays.
 * @param contentType the header, which may be missing or wrong
 * @throws RejectedError 400 when it is broken, 413 when it is too much, 415 when its form is not understood
 */
export async function parseBody(body: Uint8Array, contentType = ""): Promise<unknown> {
  const multipart = multipartType(body, contentType);
  if (multipart) return fromPairs(await multipartPairs(body, multipart));

  if (body.length > MAX_BYTES) throw new RejectedError(413, "The body is too large");
  return parseText(decode(body, contentType).trim(), contentType);
}

/** @param wrappings how often the text was inside of another */
async function parseText(text: string, contentType: string, wrappings = 0): Promise<unknown> {
  const isPlain = /^text\/plain/i.test(contentType);
  if (text === "") return fromPairs([]);
  if (/^<(?:!doctype )?html/i.test(text))
    throw new RejectedError(415, "HTML is not understood here; send JSON or a form");
  // Few senders choose XML, so its parser gets ready with the first.
  if (text.startsWith("<")) return (await import("./xml.ts")).parseXmlText(text);
  const inner = wrappings < MAX_WRAPPINGS ? unwrapped(text) : undefined;
  if (inner !== undefined) return parseText(inner.trim(), contentType, wrappings + 1);
  if (/^[{[]/.test(text) || isJson(contentType, text)) return parseAnyJson(text);
  if (isPlain && NAME_COLON.test(text)) return fromPairs(linePairs(text, /:[ \t]*/));
  if (!text.includes("=")) throw new RejectedError(415, "The body is neither JSON nor a form");
  // A browser ends every line of a text/plain form; a script that sends a bare query string does not.
  if (isPlain && text.includes("\n")) return fromPairs(linePairs(text, /=/));
  return withJson(fromPairs(urlencodedPairs(text)));
}

/** JSON may be packed into JSON, and that into a form. */
const MAX_WRAPPINGS = 2;

/** The text inside of a JSON string, or of a form that has JSON for its only name. */
function unwrapped(text: string): string | undefined {
  if (text.startsWith('"')) {
    const inner = attempt(() => JSON.parse(text));
    return typeof inner === "string" && /^\s*[{["]|=/.test(inner) ? inner : undefined;
  }
  if (!/^%(?:7B|5B|22)/i.test(text)) return undefined;
  const inner = attempt(() => decodeURIComponent(text.replace(/=$/, "").replaceAll("+", " ")));
  const isJson = inner !== undefined && attempt(() => parseAnyJson(inner.trim())) !== undefined;
  return isJson ? inner : undefined;
}

/** What a form has for its only value is its body. */
function withJson(fields: Fields): Fields {
  const [name, ...others] = Object.keys(fields);
  const value = name === undefined || others.length > 0 ? undefined : fields[name];
  if (name === undefined || typeof value !== "string" || !/^\s*[{[]/.test(value)) return fields;
  const inner = attempt(() => parseAnyJson(value.trim()));
  if (typeof inner !== "object" || inner === null || Object.keys(inner).length === 0) return fields;
  fields[name] = inner;
  return fields;
}

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RejectedError && error.status === 413) throw error;
    return undefined;
  }
}

/** Lines such as `Phone: 212-555-0123`, as templates and mail programs write them. */
const NAME_COLON = /^\p{L}[^\n=:]{0,100}:[ \t]/u;

/** JSON, or several of it line by line, or JSON that its sender could not put together properly. */
function parseAnyJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof RejectedError) || error.status !== 400) throw error;
    return linesOfJson(text) ?? withWholeNames(parseJson(repaired(text)));
  }
}

/** Where values stand without quotation marks, a repair takes the name of one field and the value of another. */
function withWholeNames(value: unknown): unknown {
  const isWhole = typeof value !== "object" || value === null || !Object.keys(value).some((name) => name.includes('"'));
  if (!isWhole) throw new RejectedError(400, "The body is not valid JSON; values that are texts need quotation marks");
  return value;
}

const MOST_LINES = 1_000;

/** https://github.com/ndjson/ndjson-spec */
function linesOfJson(text: string): unknown[] | undefined {
  if (!/^\{[^\n]*\}\s*\n\s*\{/.test(text)) return undefined;
  const lines = text.split("\n", MOST_LINES + 1).filter((line) => line.trim() !== "");
  if (lines.length > MOST_LINES || !lines.every((line) => /^\s*\{.*\}\s*$/.test(line))) return undefined;
  return attempt(() => lines.map((line) => parseJson(line.trim())));
}

/** A script may declare JSON and send a form; only what cannot be a form is held to its word. */
const isJson = (contentType: string, text: string): boolean => /json/i.test(contentType) && !/^[^\s"=]+=/.test(text);

// ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Pair = readonly [name: string, value: string];

/** The type to read the body with when it is multipart; the boundary is taken from the body when it was not given. */
function multipartType(body: Uint8Array, contentType: string): string | undefined {
  const start = Buffer.from(body.subarray(0, 200)).toString("latin1");
  const boundary = /^\s*--([^\r\n"]{1,70})\r?\n\s*content-disposition:/i.exec(start)?.[1];
  // The body knows better where its parts end than a header that another program may have written.
  if (boundary !== undefined) return `multipart/form-data; boundary="${boundary}"`;
  const isDeclared = /^multipart\/form-data/i.test(contentType) && /boundary=/i.test(contentType);
  return isDeclared && !/^\s*[{[<]/.test(start) ? contentType : undefined;
}

async function multipartPairs(body: Uint8Array, contentType: string): Promise<Pair[]> {
  const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new RejectedError(400, "The multipart body is broken");
    });
  return [...form].filter((pair): pair is [string, string] => typeof pair[1] === "string");
}

function urlencodedPairs(text: string): Pair[] {
  if (text.split("&", MAX_FORM_FIELDS + 1).length > MAX_FORM_FIELDS) throw tooMany();
  const pairs = decodedPairs(text);
  const garbled = pairs.some((pair) => pair.join().includes("\uFFFD")) && !/%EF%BF%BD/i.test(text);
  if (!garbled) return pairs;
  // A form on a page that is not in UTF-8 sends the page's own encoding without naming it: nearly always this one.
  const upperHalf = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 128 }, (_, at) => 128 + at));
  const escapes = [...upperHalf].map(encodeURIComponent);
  const inUtf8 = (escaped: string) => escapes[Number.parseInt(escaped.slice(1), 16) - 128] ?? escaped;
  return decodedPairs(text.replace(/%[89a-f][\da-f]/gi, inUtf8));
}

/**
 * A plus that the sender did not encode arrives as a blank. Before a number nobody types one, so it may have been a plus:
 * it is given back with its blank, which tells it from one that was surely meant. An address has no blank.
 */
function decodedPairs(text: string): Pair[] {
  return [...new URLSearchParams(text)].map(([name, value]): Pair => {
    if (/^ +[1-9][\d ().-]{6,24}$/.test(value)) return [name, `+ ${value.trim()}`];
    if (/mail/i.test(name) && /^[^\s@]+ [^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return [name, value.replace(" ", "+")];
    return [name, value];
  });
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#plain-text-form-data: nothing is escaped. */
function linePairs(text: string, separator: RegExp): Pair[] {
  const pairs: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    const [mark, at] = [separator.exec(line)?.[0] ?? "", line.search(separator)];
    const last = pairs.at(-1);
    if (at > 0) pairs.push([line.slice(0, at), line.slice(at + mark.length)]);
    else if (last) last[1] += `\n${line}`;
  }
  return pairs;
}

function fromPairs(pairs: readonly Pair[]): Fields {
  if (pairs.length > MAX_FORM_FIELDS) throw tooMany();
  const fields: Fields = Object.create(null);
  for (const [name, value] of pairs) {
    if (!put(fields, keyPath(name), value)) put(fields, [name], value);
  }
  return fields;
}

/**
 * `contact[phone]` and `contact.phone` as parts; `[]` at the end says nothing, since repeats become arrays anyway. A key
 * with a blank in it, or an address as an example, is a label: its dots are no path.
 */
function keyPath(name: string): string[] {
  if (/^[^[\]]*[\s@]/.test(name)) return [name];
  const [, first, rest] = /^([^[\].]+)((?:\[[^[\]]*\]|\.[^[\].]+)*)$/.exec(name) ?? [];
  if (!first) return [name];
  const parts = [first, ...(rest ?? "").split(/[[\].]+/)].filter((part) => part !== "");
  return parts.length > MAX_KEY_DEPTH ? [name] : parts;
}

/** Puts a value in its place; false when another field is in the way, as `a` is for `a[b]`. */
function put(fields: Fields, path: readonly string[], value: string): boolean {
  if (path.includes("__proto__")) return true;
  let node = fields;
  for (const part of path.slice(0, -1)) {
    node[part] ??= Object.create(null);
    if (typeof node[part] !== "object" || Array.isArray(node[part])) return false;
    node = node[part] as Fields;
  }
  const last = path.at(-1) ?? "";
  const there = node[last];
  if (there === undefined) node[last] = value;
  else if (Array.isArray(there)) there.push(value);
  else if (typeof there === "string") node[last] = [there, value];
  else return put(there as Fields, [""], value);
  return true;
}

const tooMany = () => new RejectedError(413, "The form has too many fields");

// ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

function decode(body: Uint8Array, contentType: string): string {
  const declared = /charset="?([\w-]+)/i.exec(contentType)?.[1];
  const wide = wideEncoding(body);
  try {
    return decoderOf(wide ?? declared ?? "utf-8").decode(body);
  } catch (error) {
    if (error instanceof RejectedError) throw error;
    if (wide) throw new RejectedError(400, "The body is not text in the encoding it declares; use UTF-8");
    // Whatever claims to be UTF-8 and is not, is nearly always this.
    return decoderOf("windows-1252").decode(body);
  }
}

/** UTF-16 shows by its mark, or by every other byte of the first characters being zero. */
function wideEncoding([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first && second === 0 && third && fourth === 0) return "utf-16le";
  return first === 0 && second && third === 0 && fourth ? "utf-16be" : undefined;
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new RejectedError(415, "The declared text encoding is not understood; use UTF-8");
  }
}
