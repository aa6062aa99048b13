import { isDecoy, isTarget, type Target } from "./kinds.ts";
import type { Kind } from "./lexicon.ts";
import type { Piece } from "./phrase.ts";

/** Which field of a person a phrase names and how surely, or what it names instead. */

export interface Said {
  /** How surely it names each field, up to 100. */
  readonly says: { readonly [target in Target]?: number };
  /** What it names instead of a person's field. */
  readonly decoy: Kind | undefined;
  /** It asks for the last name before the first. */
  readonly isReversed: boolean;
}

export function saidBy(pieces: readonly Piece[], asides: readonly Piece[]): Said {
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
    const isNumber = part.some(({ kind, text }) => kind === "number" && text.length > 1);
    if (company > 0 && !says.phone && !says.email && !isNumber && !telling.some(({ kind }) => isDecoy(kind))) {
      says.company ??= company - spread - (trailing("company") ? 30 : 0);
    }
    partInAside(says, asides);
    if (inAside("reading")) for (const name of ["first", "last", "full"] as const) delete says[name];
  }
  const lastAt = part.findIndex(({ kind }) => kind === "last");
  const firstAt = part.findIndex(({ kind }) => kind === "first" || kind === "full");
  return {
    says,
    decoy,
    isReversed:
      says.full !== undefined && (part.some(({ text }) => LAST_FIRST.has(text)) || (lastAt >= 0 && lastAt < firstAt)),
  };
}

/** Last, first and father's name by their first letters, in Russian and Ukrainian. */
const LAST_FIRST: ReadonlySet<string> = new Set(["фио", "піб", "fio"]);

/** `Business` may be the kind of a request, where `Company` can only be a name. */
const worthOf = (piece: Piece): number =>
  piece.kind === undefined ? 0 : 100 * piece.worth * (isWeak(piece) ? 0.8 : 1);
const isWeak = ({ kind, isShy, text }: Piece): boolean => (kind === "company" && isShy) || text === PREZIME;
/** A last name in Serbian, and in Bulgarian the father's, before the last. */
const PREZIME = "презиме";
const firstDecoy = (part: readonly Piece[]): Kind => part.map(({ kind }) => kind).find(isDecoy) ?? "consent";

/** A number that is for calling, or a way of reaching somebody: the value must say the rest. */
function weakly(
  says: { [target in Target]?: number },
  pieces: readonly Piece[],
  asides: readonly Piece[],
  unknown: number,
) {
  const has = (kind: Kind) => pieces.some((piece) => piece.kind === kind);
  if (says.phone === undefined && has("number") && !pieces.some(({ kind }) => isDecoy(kind) || isTarget(kind))) {
    const isCalled = has("reach") || has("contact") || pieces.some(({ text }) => OWN.has(text));
    if (isCalled) says.phone = 60 - Math.min(20, unknown * 5);
    // A customer number is one of an account, a customer's number may be anything.
    else if (unknown === 0 && !(has("self") && !pieces.some(({ text }) => text === "s"))) says.phone = 30;
  }
  if (has("contact") && !pieces.some(({ kind }) => isTarget(kind) || isDecoy(kind)) && unknown === 0) {
    says.phone ??= 45;
    says.email ??= 45;
  }
  for (const target of ["phone", "email"] as const) {
    const isIn = asides.some(({ kind }) => kind === target);
    if (isIn && says[target] === undefined && Object.keys(says).length === 0) says[target] = 40;
  }
}

/** A number of one's own is for calling. */
const OWN = new Set("your my ihre deine votre ton tu su tuo suo seu sua uw jouw din ваш twój".split(" "));

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

/** `Name (First)`, `お名前（姓）`: which part of the name it is stands beside. */
function partInAside(says: { [target in Target]?: number }, asides: readonly Piece[]) {
  const beside = new Set(asides.map(({ kind }) => kind).filter(isTarget));
  const [part, ...others] = beside;
  if (says.full === undefined || (part !== "first" && part !== "last") || others.length > 0) return;
  delete says.full;
  says[part] = 90;
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
