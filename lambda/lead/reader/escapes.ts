/** Text that was escaped for a page, or read in the wrong encoding, on its way to us. */

/** What a mark after a letter means: `eacute` is é. */
const MARKS: Readonly<Record<string, string>> = {
  acute: "\u0301",
  grave: "\u0300",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  ring: "\u030a",
  cedil: "\u0327",
  caron: "\u030c",
};

const SIGNS =
  "amp & lt < gt > quot \" apos ' lsquo ‘ rsquo ’ ldquo “ rdquo ” sbquo ‚ bdquo „ laquo « raquo » ndash – mdash — hellip … " +
  "middot · bull • szlig ß aelig æ AElig Æ oelig œ OElig Œ oslash ø Oslash Ø eth ð thorn þ lstrok ł Lstrok Ł inodot ı euro € " +
  "pound £ copy © reg ® trade ™ deg ° ordm º ordf ª iexcl ¡ iquest ¿ plus + commat @ period . comma , lpar ( rpar ) num # " +
  "hyphen - dash - sol / colon : semi ; excl ! quest ? equals = lowbar _ percnt % ast *";

const named = new Map<string, string>([
  ...[...SIGNS.matchAll(/(\w+) (\S+)/g)].map(([, name = "", sign = ""]) => [name, sign] as const),
  ...["nbsp", "ensp", "emsp", "thinsp"].map((name) => [name, " "] as const),
  ...["shy", "zwj", "zwnj"].map((name) => [name, ""] as const),
]);

/** What was escaped again and again is one: `&amp;amp;eacute;`. */
const ENTITY = /&(?:amp;)*((?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));)/g;
/** A form may escape what its page escaped, and a relay once more, in another way: `&#38;amp;`. */
const MOST_TIMES = 4;

/** `Romero &amp; Sons`, `O&#8217;Hara`, `Ren&amp;eacute;e`: as people typed it. */
export function unescaped(text: string): string {
  let before = text;
  for (let times = 0; times < MOST_TIMES && before.includes("&"); times += 1) {
    const after = before.replace(ENTITY, sign);
    if (after === before) break;
    before = after;
  }
  return before;
}

function sign(_: string, entity: string, decimal?: string, hex?: string, name = ""): string {
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  if (code === undefined) return named.get(name) ?? marked(name) ?? `&${entity}`;
  // What a page shows for these is what Windows meant by them.
  if (code >= 0x80 && code < 0xa0) return WINDOWS[code - 0x80] ?? "";
  if (code === 10 || code === 9) return " ";
  const isSign = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isSign ? String.fromCodePoint(code) : `&${entity}`;
}

/** Joined once for each name: to join a letter and its mark is dear, and a stranger may send thousands. */
function marked(name: string): string | undefined {
  const mark = Object.hasOwn(MARKS, name.slice(1)) ? MARKS[name.slice(1)] : undefined;
  if (mark === undefined) return undefined;
  const letter = `${name.charAt(0)}${mark}`.normalize("NFC");
  named.set(name, letter);
  return letter;
}

const WINDOWS = [...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, at) => 128 + at))];

// ── the wrong encoding ──────────────────────────────────────────────────────────────────────────────────────────

/** The first byte of a sign in UTF-8, read as Windows or Latin text, and one that follows it. */
const GARBLED =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

/** `JosÃ©` is José: undone where the bytes are UTF-8 and can be nothing else. */
export function ungarbled(text: string): string {
  let whole = text;
  for (let times = 0; times < 2 && GARBLED.test(whole); times += 1) {
    const meant = utf8In(whole);
    if (meant === undefined) return whole;
    whole = meant;
  }
  return whole;
}

/** The smallest sign that takes so many bytes more. */
const LEAST = [0, 0x80, 0x800, 0x1_0000] as const;

/** By hand: a body may have thousands of texts, and each call of a `TextDecoder` takes as long as many letters. */
function utf8In(text: string): string | undefined {
  let read = "";
  for (let at = 0; at < text.length; ) {
    const first = byteAt(text, at);
    if (first < 0x80) {
      const start = at;
      do at += 1;
      while (at < text.length && text.charCodeAt(at) < 0x7f);
      read += text.slice(start, at);
      continue;
    }
    const more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    if (more === 0) return undefined;
    let code = first & (0x3f >> more);
    for (let next = at + 1; next <= at + more; next += 1) {
      const byte = byteAt(text, next);
      if (byte < 0x80 || byte > 0xbf) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (LEAST[more] ?? 0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    read += String.fromCodePoint(code);
    at += more + 1;
  }
  return read;
}

const NO_BYTE = 0xff;

function byteAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 256) return code === 0x7f ? NO_BYTE : code;
  return BYTES.get(code) ?? NO_BYTE;
}

/** Signs of Windows by the byte that each was read from. */
const BYTES: ReadonlyMap<number, number> = new Map(WINDOWS.map((sign, at) => [sign.charCodeAt(0), 0x80 + at]));
