import type { Kind } from "./lexicon.ts";
import type { Meaning } from "./meaning.ts";

/** What may be said of a value by names that name no field of a person. */

/** `Applicant`, `Guest`: where two words with capitals stand in it, they are what that person is called. */
export const isRoleAlone = (names: readonly Meaning[], text: string): boolean =>
  names.length > 0 &&
  /^\p{Lu}[\p{L}.'’-]*(?: (?:\p{Ll}{1,3} )?\p{Lu}[\p{L}.'’-]*){1,3}$/u.test(text) &&
  names.every(
    ({ mentions, rest }) => rest.length === 0 && mentions.size > 0 && [...mentions].every((kind) => ROLES.has(kind)),
  ) &&
  names.some(({ whose }) => whose?.class === "self" || whose?.class === "maybe");
const ROLES: ReadonlySet<Kind> = new Set<Kind>(["self", "maybe", "filler", "link"]);

/** `Numer umowy`, `Matter no.` */
export const isOfThing = ({ mentions, rest, says }: Meaning): boolean =>
  mentions.has("number") && says.phone === undefined && rest.some((word) => word.length > 2);

/** `field_7be1f02`, `q4`, `3`, `number-158868`: what a builder calls a field that its owner gave no name. */
export const isNobodysName = (name: string, meaning: Meaning | undefined): boolean =>
  meaning !== undefined &&
  meaning.decoy === undefined &&
  [...meaning.mentions].every(
    (kind) => kind === "filler" || kind === "link" || (kind === "number" && /\d|field/i.test(name)),
  ) &&
  meaning.rest.every((word) => word.length < 4);
