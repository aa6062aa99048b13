import { isDecoy, isTarget, NEUTRAL, type Target, WHOSE } from "./kinds.ts";
import { type Kind, lexicon } from "./lexicon.ts";
import { LEAST_NAME_LETTERS, MAX_NAME_LETTERS } from "./limits.ts";
import { clausesOf, type Piece, piecesOf, unknown } from "./phrase.ts";
import { type Said, saidBy } from "./said.ts";
import { type Whose, whoseOf } from "./whose.ts";

/**
 * What a key, a label or a question means. A phrase is worth more than its words, the head of it decides what a field
 * is, and what stands in brackets or comes after is worth less.
 */

export interface Meaning extends Said {
  /** Everything that it mentions, asides included. */
  readonly mentions: ReadonlySet<Kind>;
  readonly whose: Whose | undefined;
  /** A phone besides the one that is meant first. */
  readonly isSecond: boolean;
  /** It names a place or business that has a phone of its own. */
  readonly isPlace: boolean;
  /** The form itself, which holds whatever it asks for. */
  readonly isForm: boolean;
  /** Words that say nothing to us. */
  readonly rest: readonly string[];
  /** Nothing in it says anything. */
  readonly isSilent: boolean;
}

/** As many names as are read of one body, which are asked about again and again. */
const MOST_KNOWN = MAX_NAME_LETTERS / LEAST_NAME_LETTERS;
let known = new Map<string, Meaning>();
/** What filled up before: the names of one body are not forgotten halfway through it. */
let knownBefore = known;

export function meaningOf(name: string): Meaning {
  const start = name.slice(0, 200);
  const found = known.get(start);
  if (found) return found;
  const meaning = knownBefore.get(start) ?? read(start);
  if (known.size >= MOST_KNOWN) [known, knownBefore] = [new Map(), known];
  known.set(start, meaning);
  return meaning;
}

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
  const main = Math.max(
    clauses.findIndex((pieces) =>
      pieces.some(({ kind }) => isTarget(kind) || isDecoy(kind) || kind === "number" || kind === "contact"),
    ),
    0,
  );
  const asked = clauses[main] ?? [];
  const asides = clauses.length > 1 ? clauses.flatMap((pieces, at) => (at === main ? [] : pieces)) : [];
  // Nothing that we know is in most names that a stranger makes up, of which there may be thousands.
  const isStrange = isUnknown(asked) && isUnknown(asides);
  const pieces = isStrange ? asked : withoutShy(withoutAddress(asked));
  const all = asides.length === 0 ? pieces : [...pieces, ...asides];
  const { says, decoy, isReversed } = isStrange ? NOTHING : saidBy(pieces, asides);
  const { second, places } = lexicon();
  // Properties behind a spread object each take as long as a word.
  return {
    says,
    decoy,
    isReversed,
    mentions: isStrange ? NO_KINDS : kindsOf(all),
    whose: isStrange ? undefined : (whoseOf(pieces) ?? whoseOf(asides)),
    isSecond: all.some(
      ({ text, kind, count }) =>
        second.has(text) || (kind !== undefined && NUMBERED.has(kind) && count !== undefined && count > 1),
    ),
    isPlace: pieces.some(({ kind, text }) => places.has(text) && kind !== "company" && !OF_ONES_OWN.has(text)),
    isForm: pieces.every(({ kind, text }) => text === "form" || kind === "filler" || kind === "link"),
    rest: pieces.filter(({ kind }) => kind === undefined).map(({ text }) => text),
    isSilent: all.every(({ kind }) => kind === undefined || kind === "filler" || kind === "link"),
  };
}

/** `phone2`, `name_2`. */
const NUMBERED: ReadonlySet<Kind> = new Set<Kind>(["phone", "email", "full", "first", "last"]);

const isUnknown = (pieces: readonly Piece[]): boolean => pieces.every(({ kind }) => kind === undefined);

const NOTHING: Said = { says: {}, decoy: undefined, isReversed: false };
const NO_KINDS: ReadonlySet<Kind> = new Set();

function kindsOf(pieces: readonly Piece[]): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (const { kind } of pieces) if (kind !== undefined) kinds.add(kind);
  return kinds;
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
  return pieces.map((piece) => (piece.isShy && isTarget(piece.kind) && !alone(piece) ? unknown(piece.text) : piece));
}

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
