import { type Entry, isUnspaced, type Kind, lexicon, plain } from "./lexicon.ts";

/**
 * What a key, a label or a question means. A phrase is worth more than its words, the head of it decides what a field
 * is, and what stands in brackets or comes after is worth less.
 */

export const targets = ["phone", "email", "first", "last", "full", "company"] as const;
export type Target = (typeof targets)[number];

export interface Meaning {
  /** How surely it names each field, up to 100. */
  readonly says: { readonly [target in Target]?: number };
  /** What it names instead of a person's field. */
  readonly decoy: Kind | undefined;
  /** Everything that it mentions, asides included. */
  readonly mentions: ReadonlySet<Kind>;
  readonly whose: Whose | undefined;
  /** A phone besides the one that is meant first. */
  readonly isSecond: boolean;
  /** It names a place or business that has a phone of its own. */
  readonly isPlace: boolean;
  /** It asks for the last name before the first. */
  readonly isReversed: boolean;
  /** The form itself, which holds whatever it asks for. */
  readonly isForm: boolean;
  /** Words that say nothing to us. */
  readonly rest: readonly string[];
  /** Nothing in it says anything. */
  readonly isSilent: boolean;
}

export interface Whose {
  readonly class: "self" | "maybe" | "minor" | "other";
  /** Which of them, so that one person's fields are told from another's. */
  readonly role: string;
}

const MOST_KNOWN = 2_000;
const known = new Map<string, Meaning>();

export function meaningOf(name: string): Meaning {
  const start = name.slice(0, 200);
  const before = known.get(start);
  if (before) return before;
  const meaning = read(start);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(start, meaning);
  return meaning;
}

// ── from text to segments ───────────────────────────────────────────────────────────────────────────────────────

interface Segment extends Entry {
  readonly text: string;
  /** 1 for the phrase itself, less for one that is glued to something. */
  readonly worth: number;
  /** The number that follows it. */
  count?: number;
}

const UNKNOWN = { kind: undefined, isHeadFirst: false, isShy: false } as const;
interface Word {
  readonly kind: undefined;
  readonly isHeadFirst: false;
  readonly isShy: false;
  readonly text: string;
}
type Piece = Segment | Word;

const LONGEST_PHRASE = 5;

function clausesOf(name: string): string[] {
  const asides: string[] = [];
  const bare = name
    .normalize("NFKC")
    .replace(/\(([^()]*)\)?/g, (_, aside: string) => {
      asides.push(aside);
      return " ";
    })
    .replace(/\b(?:with|incl|including|inkl|mit|avec|con)\s.*/i, (rest) => {
      asides.push(rest);
      return " ";
    });
  const parts = bare.split(/(?<=\p{L}{5})\.\s+|[?!:;|*\n]\s*|\s[-–—]\s(?=(?:\S+\s+){3})/u);
  return [...parts, ...asides].filter((part) => /\p{L}/u.test(part));
}

function wordsOf(clause: string): string[] {
  const spaced = clause
    .replace(/WhatsApp/g, "whatsapp")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  const words = plain(spaced).match(/\p{L}+|\d+/gu) ?? [];
  // Labels are set with blanks for their looks: 姓　　名.
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && isUnspaced(word) && isUnspaced(last)) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

function piecesOf(clause: string): Piece[] {
  const { entries } = lexicon();
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
    let length = Math.min(LONGEST_PHRASE, words.length - at);
    let entry: Entry | undefined;
    let text = "";
    for (; length > 0; length -= 1) {
      text = words.slice(at, at + length).join("");
      entry = entries.get(text) ?? (length === 2 && word.length <= 3 ? prefixed(text.slice(1)) : undefined);
      if (entry && !(isUnspaced(text) && entry.isShy && words.length > 1)) break;
      entry = undefined;
    }
    if (entry) {
      pieces.push({ ...entry, text, worth: 1 });
      at += length;
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
    if (rest) pieces.push({ ...UNKNOWN, text: rest });
    rest = "";
  };
  for (let at = 0; at < run.length; ) {
    let length = Math.min(8, run.length - at);
    while (length > 0) {
      const entry = entries.get(run.slice(at, at + length));
      if (entry && (!entry.isShy || entry.kind === "filler")) {
        flush();
        pieces.push({ ...entry, text: run.slice(at, at + length), worth: 1 });
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
  const kind = /^(?:名|명|名称|名稱)$/.test(ending) ? "full" : /(?:名|名称|名稱)$/.test(ending) ? "thing" : undefined;
  const named = kind ?? (/(?:番号|号码|號碼|번호)$/.test(ending) ? "id" : undefined);
  if (named) pieces[pieces.length - 1] = { kind: named, isHeadFirst: false, isShy: false, text: ending, worth: 1 };
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
  const { entries } = lexicon();
  const known = (text: string): Piece[] => {
    const entry = entries.get(text);
    return entry ? [{ ...entry, text, worth: 1 }] : text === "" ? [] : [{ ...UNKNOWN, text }];
  };
  if (word.length > LONGEST_WORD) return [{ ...UNKNOWN, text: word }];
  if (/^(?:tele)?fa(?:x|ks)|факс|^φαξ/.test(word))
    return [{ kind: "fax", isHeadFirst: false, isShy: false, text: word, worth: 1 }];
  // A co-applicant is somebody else.
  const beside = /^co/.test(word) ? entries.get(word.slice(2)) : undefined;
  if (beside?.kind === "self" || beside?.kind === "maybe") return [{ ...beside, kind: "other", text: word, worth: 1 }];
  for (let length = word.length - 1; length >= SHORTEST_GLUED; length -= 1) {
    const entry = entries.get(word.slice(0, length));
    if (!entry || !GLUED_KINDS.has(entry.kind) || entry.isShy) continue;
    const rest = word.slice(length);
    const segment = { ...entry, text: word.slice(0, length) };
    if (entries.has(rest) && rest.length > 2) return [{ ...segment, worth: 0.9 }, ...known(rest)];
    if (rest.length <= 4) return [{ ...segment, text: word, worth: 0.9 }];
    if (entry.kind === "other") continue;
    return [{ ...segment, worth: 0.6 }, ...glued(rest)];
  }
  for (const [ending, kind] of HEADS) {
    if (!word.endsWith(ending) || word.length < ending.length + 2) continue;
    const before = word.slice(0, -ending.length);
    const owner = entries.get(before) ?? entries.get(before.replace(/(?:s|en|n)$/, ""));
    if (owner?.kind === "phone") return [{ ...owner, text: word, worth: 0.9 }];
    if (kind === "thing" && (owner?.kind === "company" || owner?.kind === "self")) {
      return [{ ...owner, text: before, worth: 0.9 }, ...known("name")];
    }
    return [{ kind, isHeadFirst: false, isShy: false, text: word, worth: 1 }];
  }
  for (let start = 1; word.length - start >= SHORTEST_GLUED; start += 1) {
    const entry = entries.get(word.slice(start));
    // Headphones are no phones.
    if (!entry || !GLUED_KINDS.has(entry.kind) || entry.isShy || entry.kind === "other" || /s$/.test(word)) continue;
    const before = word.slice(0, start);
    const worth = start <= 3 ? 0.75 : 0.6;
    return [...(entries.has(before) ? known(before) : []), { ...entry, text: word.slice(start), worth }];
  }
  return [{ ...UNKNOWN, text: word }];
}

// ── from segments to a meaning ──────────────────────────────────────────────────────────────────────────────────

const PERSON: ReadonlySet<Kind> = new Set<Kind>(targets);
const NEUTRAL: ReadonlySet<Kind> = new Set<Kind>(["filler", "link", "reach", "number", "contact", "tries"]);
const WHOSE: ReadonlySet<Kind> = new Set<Kind>(["self", "maybe", "minor", "other", "co"]);

const isDecoy = (kind: Kind | undefined): kind is Kind =>
  kind !== undefined && !PERSON.has(kind) && !NEUTRAL.has(kind) && !WHOSE.has(kind);
const isTarget = (kind: Kind | undefined): kind is Target => kind !== undefined && PERSON.has(kind);

/** Where there is no label, an example of what is wanted stands in the field: `name@example.com`, `(555) 555-0100`. */
function exampleIn(name: string): Target | undefined {
  if (name.length > 60) return undefined;
  if (/^\S+@\S+\.\p{L}+$/u.test(name.trim())) return "email";
  return /^[+(]{0,2}[\dX#_][\dX#_\s().-]{6,}$/.test(name.trim()) && /[\s().+-]/.test(name.trim()) ? "phone" : undefined;
}

function read(name: string): Meaning {
  const example = exampleIn(name);
  if (example) return { ...read(""), says: { [example]: 85 }, mentions: new Set([example]), isSilent: false };
  const clauses = clausesOf(name).map(piecesOf);
  const main = clauses.findIndex((pieces) =>
    pieces.some(({ kind }) => isTarget(kind) || isDecoy(kind) || kind === "number" || kind === "contact"),
  );
  const pieces = withoutShy(withoutAddress(clauses[Math.max(main, 0)] ?? []));
  const asides = clauses.filter((_, at) => at !== Math.max(main, 0)).flat();
  const all = [...pieces, ...asides];
  const { second, places } = lexicon();
  const isPlace = pieces.some(({ kind, text }) => places.has(text) && kind !== "company" && !OF_ONES_OWN.has(text));
  return {
    ...saidBy(pieces, asides),
    mentions: new Set(all.flatMap(({ kind }) => kind ?? [])),
    whose: whoseOf(pieces) ?? whoseOf(asides),
    isSecond: all.some(({ text }) => second.has(text)),
    isPlace,
    isForm: pieces.every(({ kind, text }) => text === "form" || kind === "filler" || kind === "link"),
    rest: pieces.flatMap(({ kind, text }) => (kind === undefined ? [text] : [])),
    isSilent: all.every(({ kind }) => kind === undefined || kind === "filler" || kind === "link"),
  };
}

/** These have phones as well, but a form that asks for one means the visitor's. */
const OF_ONES_OWN = new Set([
  "account",
  "office",
  "employer",
  "team",
  "agency",
  "practice",
  "restaurant",
  "organization",
  "organisation",
]);

/** A word that means little by itself counts only where little else is said. */
function withoutShy(pieces: readonly Piece[]): Piece[] {
  const alone = (piece: Piece): boolean =>
    pieces.every(
      (other) =>
        other === piece ||
        (other.kind !== undefined &&
          (NEUTRAL.has(other.kind) || WHOSE.has(other.kind) || agrees(piece.kind, other.kind))),
    );
  return pieces.map((piece) => (piece.isShy && isTarget(piece.kind) && !alone(piece) ? asUnknown(piece) : piece));
}
const asUnknown = ({ text }: Piece): Word => ({ ...UNKNOWN, text });

/** `First and last name`, `Ad Soyad`, `Cell phone`. */
const NAMES = new Set<Kind | undefined>(["first", "last", "full", "middle"]);
const agrees = (one: Kind | undefined, other: Kind): boolean =>
  one === other ||
  (one === "company" && other === "full") ||
  (NAMES.has(one) && NAMES.has(other) && !(one === "full" && other === "full"));

/** `Email地址`, `adresse e-mail`: where a letter goes, not where somebody lives. */
const ADDRESS =
  /^(?:ad+ress?[aei]?|adres(?:a|i|se|u)?|direccion|indirizzo|endereco|cim|alamat|diachi|地址|주소|住所|адрес[аи]?|διευθυνση|naslov|osoite|العنوان|ادرس|पता|aadress)$/u;

function withoutAddress(pieces: readonly Piece[]): Piece[] {
  const isMail = pieces.some(({ kind }) => kind === "email");
  return isMail
    ? pieces.filter(
        ({ kind, text }) => !((kind === "place" || kind === undefined) && ADDRESS.test(text.normalize("NFC"))),
      )
    : [...pieces];
}

type Said = Pick<Meaning, "says" | "decoy" | "isReversed">;

function saidBy(pieces: readonly Piece[], asides: readonly Piece[]): Said {
  const parts = partsOf(pieces);
  const part = parts.find((each) => each.some(({ kind }) => isTarget(kind) || isDecoy(kind))) ?? parts[0] ?? [];
  const after = parts.slice(parts.indexOf(part) + 1).flat();
  const telling = part.filter(({ kind }) => isTarget(kind) || isDecoy(kind));
  const isHeadFirst = telling.some((piece) => piece.isHeadFirst);
  const head = isHeadFirst ? telling[0] : telling.at(-1);
  const isAbout = (...kinds: Kind[]) => pieces.some(({ kind }) => kind !== undefined && kinds.includes(kind));
  const inAside = (...kinds: Kind[]) => asides.some(({ kind }) => kind !== undefined && kinds.includes(kind));
  // Letters before a name are a builder's.
  const unknown = pieces.filter(({ kind, text }) => kind === undefined && text.length > 2).length;
  const says: { [target in Target]?: number } = {};
  const best = (target: Target) => Math.max(0, ...part.map((each) => (each.kind === target ? worthOf(each) : 0)));
  const trailing = (target: Target) =>
    !isHeadFirst &&
    part.slice(part.findLastIndex(({ kind }) => kind === target) + 1).some(({ kind }) => kind === undefined);
  // Numéro de téléphone is a phone, the number of phones a count.
  const isCount = part.length === 0 || (parts[0] ?? []).some(({ kind }) => kind === "number");
  if (
    isCount &&
    pieces.some(({ text }) => text === "of") &&
    !part.some(({ kind }) => kind === "phone" && part === parts[0])
  ) {
    return { says: {}, decoy: "count", isReversed: false };
  }
  const decoy = isDecoy(head?.kind)
    ? head.kind
    : isAbout("consent", "secret", "fax", "hidden", "count")
      ? firstDecoy(part)
      : undefined;
  const spread = Math.min(30, unknown * 10);

  if (decoy === undefined) {
    for (const target of ["phone", "email"] as const) {
      const strength = best(target);
      if (strength > 0) says[target] = strength - spread - (trailing(target) ? 20 : 0);
      else if (after.some(({ kind }) => kind === target)) says[target] = 40;
    }
    weakly(says, pieces, asides, unknown);
    nameIn(says, part, after, unknown);
    const company = best("company");
    if (company > 0 && !says.phone && !says.email && !telling.some(({ kind }) => isDecoy(kind))) {
      says.company ??= company - spread - (trailing("company") ? 30 : 0);
    }
    if (inAside("reading")) for (const name of ["first", "last", "full"] as const) delete says[name];
  }
  const lastAt = part.findIndex(({ kind }) => kind === "last");
  const firstAt = part.findIndex(({ kind }) => kind === "first" || kind === "full");
  return {
    says,
    decoy,
    isReversed: says.full !== undefined && lastAt >= 0 && lastAt < firstAt && part[firstAt]?.kind === "first",
  };
}

/** `Business` may be the kind of a request, where `Company` can only be a name. */
const worthOf = (piece: Piece): number =>
  piece.kind === undefined ? 0 : 100 * piece.worth * (piece.kind === "company" && piece.isShy ? 0.8 : 1);
const firstDecoy = (part: readonly Piece[]): Kind => part.map(({ kind }) => kind).find(isDecoy) ?? "consent";

/** A number that is for calling, or a way of reaching somebody: the value must say the rest. */
function weakly(
  says: { [target in Target]?: number },
  pieces: readonly Piece[],
  asides: readonly Piece[],
  unknown: number,
) {
  const kinds = new Set([...pieces].flatMap(({ kind }) => kind ?? []));
  if (says.phone === undefined && kinds.has("number") && !pieces.some(({ kind }) => isDecoy(kind) || isTarget(kind))) {
    const isCalled = kinds.has("reach") || kinds.has("contact") || kinds.has("self");
    if (isCalled) says.phone = 60 - Math.min(20, unknown * 5);
    else if (unknown === 0) says.phone = 30;
  }
  if (kinds.has("contact") && !pieces.some(({ kind }) => isTarget(kind) || isDecoy(kind)) && unknown === 0) {
    says.phone ??= 45;
    says.email ??= 45;
  }
  for (const target of ["phone", "email"] as const) {
    const isIn = asides.some(({ kind }) => kind === target);
    if (isIn && says[target] === undefined && Object.keys(says).length === 0) says[target] = 40;
  }
}

function nameIn(
  says: { [target in Target]?: number },
  part: readonly Piece[],
  after: readonly Piece[],
  unknown: number,
) {
  const has = (kind: Kind) => part.some((each) => each.kind === kind);
  const all = [...part, ...after];
  if (says.phone || says.email) return;
  const isMixed =
    part.some(({ kind }) => isDecoy(kind) && kind !== "middle") || all.some(({ kind }) => kind === "message");
  // `name_last` is the last name, `nome e cognome` the whole.
  const isPartOf =
    part.some(({ kind, text }) => kind === "last" && /^(?:last|family|sei)$/.test(text)) && !has("first");
  if (has("last") && !isPartOf && (has("first") || has("full"))) {
    if (!isMixed) says.full = 95;
    return;
  }
  // Nom et prénom; but `name_first` is the first.
  const isFirstOf = part.some(({ kind, isShy }) => kind === "first" && isShy);
  if (has("first") && has("full") && !isFirstOf) {
    if (!isMixed) says.full = 95;
    return;
  }
  for (const target of ["first", "last"] as const) {
    const strength = Math.max(0, ...part.map((each) => (each.kind === target ? worthOf(each) : 0)));
    const isSecond = part.some(({ kind }) => kind === "co");
    if (strength > 0) says[target] = strength - Math.min(30, unknown * 10) - (isMixed ? 60 : 0) - (isSecond ? 15 : 0);
  }
  if (!has("full") || says.first || says.last) return;
  if (all.some(({ kind }) => kind === "company")) {
    says.company = 85;
    return;
  }
  const isExplicit = part.some(({ text }) => text === "fullname" || text === "contactperson");
  if (isMixed || after.some(({ kind }) => isDecoy(kind))) return;
  says.full = 90 - (unknown > 0 ? (isExplicit ? 15 : 60) : 0);
}

/** What is said before the first word that parts a head from the rest, and what after. */
function partsOf(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === "link" && parts.at(-1)?.some(({ kind }) => kind !== "filler")) parts.push([]);
    else if (piece.kind !== "filler") parts.at(-1)?.push(piece);
  }
  return parts;
}

/** Trainer, pastor, therapist, chairman: somebody by what he does. */
const DOER = /^[a-z]{3,}(?:er|or|ist|ian|man|woman|mate|ee)$/;

/** A second applicant is somebody else, whatever the first one is. */
function whoseOf(pieces: readonly Piece[]): Whose | undefined {
  let found: Whose | undefined;
  let isCo = false;
  let before: Piece | undefined;
  const isAsked = pieces.some(({ kind }) => isTarget(kind));
  for (const { kind, text, ...piece } of pieces) {
    // Whoever it is to whom something belongs, or does something for a living, is not known to be the lead.
    if (before && before.kind === undefined && text === "s") return { class: "other", role: before.text };
    if (isAsked && kind === undefined && DOER.test(text)) return { class: "other", role: text };
    before = { kind, text, ...piece } as Piece;
    const count = "count" in piece ? piece.count : undefined;
    // The phone of a reference is a person's, its number none.
    const isReferee = text === "reference" && pieces.some((other) => isTarget(other.kind));
    if (isReferee) return { class: "other", role: text };
    if (kind === "co") isCo = true;
    else if (kind === "other") return { class: "other", role: text };
    else if (kind === "self" || kind === "maybe" || kind === "minor" || (kind === "contact" && isCo)) {
      if (isCo || (count !== undefined && count > 1)) return { class: "other", role: `another ${text}` };
      if (kind !== "contact" && (found === undefined || found.class === "self")) found = { class: kind, role: text };
      isCo = false;
    } else if (kind !== "filler") isCo = false;
  }
  return found;
}
