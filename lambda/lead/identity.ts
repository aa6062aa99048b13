import { hash } from "node:crypto";
import type { Lead, Person } from "./lead.ts";
import type { LeadDraft } from "./reader/draft.ts";

/** In hexadecimal digits. */
const sha256 = (...parts: string[]): string => hash("sha256", JSON.stringify(parts));

/** The first four bytes, as a whole number. */
const firstWord = (digest: string): number => Number.parseInt(digest.slice(0, 8), 16);

/** Fingerprint of everything the sender sent, whatever the order of its fields. */
export function digestOf(draft: LeadDraft): string {
  const {
    key: _,
    keyWindowMs: _w,
    keyIsExplicit: _e,
    externalIdIsGuess: _g,
    why: _y,
    place: _p,
    asked: _a,
    booking: _b,
    ...all
  } = draft;
  const { extra = {}, ...said } = all;
  const sorted = (fields: object) =>
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify([JSON.stringify([sorted(said), sorted(extra)])]), "base64url").slice(0, 22);
}

/** The sender's id says which of its requests are the same. Without one only the person is known. */
export const hasIdentity = ({ key, externalId, externalIdIsGuess }: LeadDraft): boolean =>
  Boolean(key) || (Boolean(externalId) && !externalIdIsGuess);

/**
 * What makes two requests of one source the same lead. An id from the sender holds for ever, unless it may be the id of
 * something else; a key may say for how long. Without either, the same phone and e-mail within the window are the same
 * lead.
 */
export function identityOf(draft: LeadDraft, person: Person, receivedAt: Date, windowMs: number): string[] {
  if (draft.key) {
    const { key, keyWindowMs } = draft;
    return keyWindowMs === undefined ? ["key", key] : ["key", key, windowAt(receivedAt, keyWindowMs, [key])];
  }
  if (draft.externalId && !draft.externalIdIsGuess) return ["external", draft.externalId];
  const who = [person.phone ?? person.phoneAsGiven ?? "", person.email?.toLowerCase() ?? ""];
  const said = who.some(Boolean) ? who : [digestOf(draft)];
  return ["derived", ...said, windowAt(receivedAt, windowMs, said)];
}

/**
 * The window that a moment falls into. Where one ends and the next begins differs by person, so no moment of the day
 * splits all double clicks.
 */
function windowAt(at: Date, windowMs: number, who: readonly string[]): string {
  const phase = firstWord(sha256("phase", ...who)) % windowMs;
  return String(Math.floor((at.getTime() + phase) / windowMs));
}

/** The lead's id: the same for every repeat of a request, so that one conditional write settles which came first. */
export const leadIdOf = (source: string, identity: string[]): string =>
  `lead_${sha256(source, ...identity).slice(0, 26)}`;

type Drawn = Pick<Lead, "acceptId">;

/** So many values has the end of a ref, which shows that we made it. */
const CHECKS = 2 ** 7;
/** So many has the beginning, which is the lead's: both fit a signed 32-bit column, since Callingly documents none. */
const NUMBERS = 2 ** 24;

/** From what was drawn when the lead came and is never shown; its id would not do, since its sender gets that. */
const numberOf = ({ acceptId }: Drawn): number => (firstWord(sha256("ref", acceptId)) % (NUMBERS - 1)) + 1;

const signed = (number: number, print: string): number =>
  number * CHECKS + (firstWord(sha256("ref's check", print, String(number))) % CHECKS);

/**
 * The integer that travels as `crm_id`. It leads to its lead among those that rang the same phone, where it is known
 * from the others by its beginning. Its end is for hints: of a hundred numbers that somebody makes up, one passes.
 * @param print of the account's token, which nobody knows but Callingly and us
 */
export const refOf = (lead: Drawn, print: string): number => signed(numberOf(lead), print);

/** Whether a ref is the lead's, whichever token the account had as it was sent. */
export const hasRef = (lead: Drawn, ref: number): boolean => Math.floor(ref / CHECKS) === numberOf(lead);

/** Whether we have made a ref, as far as it can be told without knowing whose it is. */
export const isOurRef = (ref: number, print: string): boolean => {
  const number = Math.floor(ref / CHECKS);
  return number >= 1 && number < NUMBERS && signed(number, print) === ref;
};
