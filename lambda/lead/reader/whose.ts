import { isTarget } from "./kinds.ts";
import type { Piece } from "./phrase.ts";

/** Whose it is that a phrase names. */

export interface Whose {
  readonly class: "self" | "maybe" | "minor" | "other";
  /** Which of them, so that one person's fields are told from another's. */
  readonly role: string;
}

/** Trainer, pastor, therapist, chairman: somebody by what he does. */
const DOER = /^[a-z]{3,}(?:er|or|ist|ian|man|woman|mate|ee)$/;

/** A second applicant is somebody else, whatever the first one is. */
export function whoseOf(pieces: readonly Piece[]): Whose | undefined {
  let found: Whose | undefined;
  let isCo = false;
  let before: Piece | undefined;
  const isAsked = pieces.some(({ kind }) => isTarget(kind));
  for (const piece of pieces) {
    const { kind, text, count } = piece;
    // Whoever it is to whom something belongs, or does something for a living, is not known to be the lead.
    if (before && before.kind === undefined && text === "s") return { class: "other", role: before.text };
    if (isAsked && kind === undefined && DOER.test(text)) return { class: "other", role: text };
    before = piece;
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
