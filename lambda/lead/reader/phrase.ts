import { type Entry, type Kind, lexicon } from "./lexicon.ts";
import { isAscii, isUnspaced, plain } from "./plain.ts";

/** A key, a label or a question as the words and phrases of it that we know, and those that we do not. */

interface Segment extends Entry {
  readonly text: string;
  /** 1 for the phrase itself, less for one that is glued to something. */
  readonly worth: number;
  /** The number that follows it. */
  count: number | undefined;
}

export interface Word {
  readonly kind: undefined;
  readonly isHeadFirst: false;
  readonly isShy: false;
  readonly text: string;
  readonly worth: 0;
  readonly count: undefined;
}
export type Piece = Segment | Word;

// Each property by itself: to spread an entry takes as long as to find it.
const segment = ({ kind, isHeadFirst, isShy }: Entry, text: string, worth = 1): Segment => ({
  kind,
  isHeadFirst,
  isShy,
  text,
  worth,
  count: undefined,
});
/** A phrase of a kind that no entry says. */
const phrase = (kind: Kind, text: string): Segment => segment({ kind, isHeadFirst: false, isShy: false }, text);
export const unknown = (text: string): Word => ({
  kind: undefined,
  isHeadFirst: false,
  isShy: false,
  text,
  worth: 0,
  count: undefined,
});

const LONGEST_PHRASE = 5;
const LONGEST_PREFIX = 3;

/** What is asked first, and then what stands in brackets or comes after. */
export function clausesOf(name: string): string[] {
  // Most keys are a few words joined, and a stranger may send thousands.
  if (/^[\w-]*$/.test(name)) return /[a-zA-Z]/.test(name) ? [name] : [];
  const asides: string[] = [];
  const bare = name
    .normalize("NFKC")
    .replace(/\(([^()]*)\)?/g, (_, aside: string) => {
      asides.push(aside);
      return " ";
    })
    .replace(/\b(?:with|incl|including|inkl|mit|avec|con|com|met)\s.*/i, (rest) => {
      asides.push(rest);
      return " ";
    });
  const parts = MAY_PART.test(bare) ? bare.split(PARTING) : [bare];
  return [...parts, ...asides].filter((part) => /\p{L}/u.test(part));
}

const PARTING = /(?<=\p{L}{5})\.\s+|[?!:;|*\n]\s*|\s[-–—]\s(?=(?:\S+\s+){3})/u;
/** Asked first: it costs a fraction of the other. */
const MAY_PART = /[.?!:;|*\n\-–—]/;

function wordsOf(clause: string): string[] {
  if (isAscii(clause)) {
    const spaced = /[A-Z]/.test(clause)
      ? clause
          .replace(/WhatsApp/g, "whatsapp")
          .replace(/([a-z])([A-Z])/g, "$1 $2")
          .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
          .toLowerCase()
      : clause;
    return spaced.match(/[a-z]+|\d+/g) ?? [];
  }
  const spaced = clause
    .replace(/WhatsApp/g, "whatsapp")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  const words = plain(spaced).match(/\p{L}+|\d+/gu) ?? [];
  if (!isUnspaced(spaced)) return words;
  // Labels are set with blanks for their looks: 姓　　名.
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && isUnspaced(word) && isUnspaced(last)) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

/** The longest phrases that a clause is made of. */
export function piecesOf(clause: string): Piece[] {
  const { entries, mayBegin } = lexicon();
  const words = wordsOf(clause);
  const pieces: Piece[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? "";
    if (/^\d/.test(word)) {
      const last = pieces.at(-1);
      if (last?.kind !== undefined && word.length < 3) last.count ??= Number(word);
      at += 1;
      continue;
    }
    const longest = Math.min(LONGEST_PHRASE, words.length - at);
    let found: { readonly entry: Entry; readonly text: string; readonly length: number } | undefined;
    for (let length = 1, text = word; length <= longest; text += words[at + length], length += 1) {
      if (word.length > LONGEST_PREFIX && !mayBegin(text)) break;
      const entry =
        entries.get(text) ?? (length === 2 && word.length <= LONGEST_PREFIX ? prefixed(text.slice(1)) : undefined);
      if (entry && !(entry.isShy && words.length > 1 && isUnspaced(text))) found = { entry, text, length };
    }
    if (found) {
      pieces.push(segment(found.entry, found.text));
      at += found.length;
    } else {
      pieces.push(...(isUnspaced(word) ? unspaced(word) : glued(word)));
      at += 1;
    }
  }
  return pieces;
}

/** `tlName` is lName behind a letter for its kind. */
function prefixed(text: string): Entry | undefined {
  const entry = lexicon().entries.get(text);
  return entry?.kind === "first" || entry?.kind === "last" ? entry : undefined;
}

/** 会社名, お電話番号: the longest words that a run of signs is made of. */
function unspaced(run: string): Piece[] {
  const { entries } = lexicon();
  const pieces: Piece[] = [];
  let rest = "";
  const flush = () => {
    if (rest) pieces.push(unknown(rest));
    rest = "";
  };
  for (let at = 0; at < run.length; ) {
    let length = Math.min(8, run.length - at);
    while (length > 0) {
      const entry = entries.get(run.slice(at, at + length));
      if (entry && (!entry.isShy || entry.kind === "filler")) {
        flush();
        pieces.push(segment(entry, run.slice(at, at + length)));
        break;
      }
      length -= 1;
    }
    if (length === 0) rest += run[at];
    at += Math.max(length, 1);
  }
  flush();
  // 会社名 is the name of a company, 商品名 that of something else.
  const last = pieces.at(-1);
  const ending = last?.kind === undefined ? (last?.text.normalize("NFC") ?? "") : "";
  // お名前 姓: the part behind the whole.
  if ((ending === "姓" || ending === "名") && /(?:名前|氏名|姓名)$/.test(pieces.at(-2)?.text ?? "")) {
    pieces.splice(-2, 2, phrase(ending === "姓" ? "last" : "first", ending));
    return pieces;
  }
  const kind = /^(?:名|명|名称|名稱)$/.test(ending) ? "full" : /(?:名|名称|名稱)$/.test(ending) ? "thing" : undefined;
  const named = kind ?? (/(?:番号|号码|號碼|번호)$/.test(ending) ? "id" : undefined);
  if (named) pieces[pieces.length - 1] = phrase(named, ending);
  return pieces;
}

const SHORTEST_GLUED = 5;
const LONGEST_WORD = 40;
const GLUED_KINDS: ReadonlySet<Kind> = new Set<Kind>(["phone", "email", "company", "first", "last", "fax", "other"]);
/** The end of a compound is its head, whatever it begins with: `Kundennummer`, `produktnavn`. */
const HEADS: readonly (readonly [ending: string, kind: Kind])[] = [
  ["nummer", "id"],
  ["number", "id"],
  ["numero", "id"],
  ["szam", "id"],
  ["name", "thing"],
  ["navn", "thing"],
  ["namn", "thing"],
  ["naam", "thing"],
  ["datum", "time"],
  ["code", "id"],
];

/** `tphone`, `txtcompany`, `telefonnummer`: a word that is in another, worth less the more is around it. */
function glued(word: string): Piece[] {
  const { entries, mayBegin, mayEnd } = lexicon();
  const known = (text: string): Piece[] => {
    const entry = entries.get(text);
    return entry ? [segment(entry, text)] : text === "" ? [] : [unknown(text)];
  };
  if (word.length > LONGEST_WORD) return [unknown(word)];
  if (/^(?:tele)?fa(?:x|ks)|факс|^φαξ/.test(word)) return [phrase("fax", word)];
  // A co-applicant is somebody else.
  const beside = /^co/.test(word) ? entries.get(word.slice(2)) : undefined;
  if (beside?.kind === "self" || beside?.kind === "maybe") return [segment({ ...beside, kind: "other" }, word)];
  for (let length = mayBegin(word) ? word.length - 1 : 0; length >= SHORTEST_GLUED; length -= 1) {
    const entry = entries.get(word.slice(0, length));
    if (!entry || !GLUED_KINDS.has(entry.kind) || entry.isShy) continue;
    const rest = word.slice(length);
    const before = word.slice(0, length);
    if (entries.has(rest) && rest.length > 2) return [segment(entry, before, 0.9), ...known(rest)];
    // Telefoninumber, Kundentelefonsnummer: letters that join.
    const joined = rest.replace(/^(?:en|[snie])/, "");
    if (joined.length > 2 && entries.has(joined)) return [segment(entry, before, 0.9), ...known(joined)];
    if (rest.length <= 4) return [segment(entry, word, 0.9)];
    if (entry.kind === "other") continue;
    return [segment(entry, before, 0.6), ...glued(rest)];
  }
  for (const [ending, kind] of HEADS) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const before = word.slice(0, -ending.length);
    const owner = entries.get(before) ?? entries.get(before.replace(/(?:s|en|n|i)$/, ""));
    if (owner?.kind === "phone") return [segment(owner, word, 0.9)];
    if (kind === "thing" && (owner?.kind === "company" || owner?.kind === "self")) {
      return [segment(owner, before, 0.9), ...known("name")];
    }
    return [phrase(kind, word)];
  }
  // Headphones are no phones.
  for (
    let start = mayEnd(word) && !word.endsWith("s") ? 1 : word.length;
    word.length - start >= SHORTEST_GLUED;
    start += 1
  ) {
    const entry = entries.get(word.slice(start));
    if (!entry || !GLUED_KINDS.has(entry.kind) || entry.isShy || entry.kind === "other") continue;
    const before = word.slice(0, start);
    const worth = start <= 3 ? 0.75 : 0.6;
    return [...(entries.has(before) ? known(before) : []), segment(entry, word.slice(start), worth)];
  }
  return [unknown(word)];
}
