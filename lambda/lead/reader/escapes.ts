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

const NAMED: ReadonlyMap<string, string> = new Map([
  ...[...SIGNS.matchAll(/(\w+) (\S+)/g)].map(([, name = "", sign = ""]) => [name, sign] as const),
  ...["nbsp", "ensp", "emsp", "thinsp"].map((name) => [name, " "] as const),
  ...["shy", "zwj", "zwnj"].map((name) => [name, ""] as const),
]);

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g;
/** A form may escape what its page escaped, and a relay once more. */
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

function sign(whole: string, decimal?: string, hex?: string, name = ""): string {
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
  if (code !== undefined) {
    // What a page shows for these is what Windows meant by them.
    if (code >= 0x80 && code < 0xa0) return WINDOWS[code - 0x80] ?? whole;
    return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : code === 10 || code === 9
        ? " "
        : whole;
  }
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  const mark = name.length > 3 && Object.hasOwn(MARKS, name.slice(1)) ? MARKS[name.slice(1)] : undefined;
  return mark === undefined ? whole : `${name.charAt(0)}${mark}`.normalize("NFC");
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
    const bytes = bytesOf(whole);
    if (bytes === undefined) return whole;
    try {
      whole = UTF_8.decode(bytes);
    } catch {
      return whole;
    }
  }
  return whole;
}

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

function bytesOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 256 ? code : 128 + WINDOWS.indexOf(text.charAt(at));
    if (byte < 0 || byte === 127) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}
