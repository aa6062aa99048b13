import type { Field } from "./field.ts";
import {
  BARE_ID,
  CALLS,
  CONSENT,
  FILLER,
  has,
  ID,
  LEAD_ID,
  only,
  SOMEONE_ELSE,
  SUBMISSION,
  THE_LEAD,
  THING,
  type Words,
} from "./words.ts";

/** How a lead's consent and the sender's own id are recognised. */

export interface Claim {
  readonly by: "type" | "name";
  /** How well the field fits, among those that fit. */
  readonly score: number;
  /** The value, where it differs from what stands in the field. */
  readonly text?: string | undefined;
}

export type Rule = (field: Field) => Claim | undefined;

const anyName = ({ names }: Field, fits: (words: Words) => boolean): boolean => names.some(fits);

const YES =
  /^(?:true|1|on|yes|y|checked|ja|oui|s[iíì]|sim|да|tak)$|^(?:yes\b|i (?:agree|accept|consent|give|want|would like)\b|(?:you may|please) (?:call|contact)\b)/i;
const NO = /^(?:false|0|off|no|n|unchecked|nein|non|não|нет|nie)$/i;

/** Whether the lead said that it may be called. Its text is `true` or `false`. */
export const consentRule: Rule = (field) => {
  const isConsent = (words: Words): boolean =>
    has(words, CONSENT) || /\bopt in\b|\bmay we (?:call|contact|ring)\b/.test(words.join(" "));
  const typed = has(field.typeWords, CONSENT);
  if (!typed && !anyName(field, isConsent) && !isConsent(field.parent)) return;
  const answer = YES.test(field.text) ? "true" : NO.test(field.text) ? "false" : undefined;
  if (answer === undefined) return;
  const score = (typed ? 20 : 10) + (anyName(field, (words) => has(words, CALLS)) ? 5 : 0);
  return { by: typed ? "type" : "name", score, text: answer };
};

/** The sender's own id of the submission, as far as its name tells. */
export const externalIdRule: Rule = ({ names, text, parent, path, around }) => {
  const own = names.at(-1) ?? [];
  if (names.length !== 1 || text.length > 200 || /\s/.test(text) || !has(own, ID) || path.split(".").length > 6) return;
  if (own.includes("number") || own.includes("no")) return;
  if (has(own, SUBMISSION) && only(own, SUBMISSION, ID, FILLER)) return { by: "name", score: 40 };
  if (has(own, LEAD_ID) && only(own, LEAD_ID, SUBMISSION, ID, FILLER)) {
    return has(own, CONTACT) ? undefined : { by: "name", score: 30 };
  }
  const isBare = own.length === 1 && has(own, BARE_ID);
  if (own.length === 1 && own[0] === "token" && has(parent, SUBMISSION)) return { by: "name", score: 35 };
  if (!isBare || path.split(".").length > 3 || (parent.length > 0 && has(parent, THING))) return;
  // An id inside of a list is one of many; the first entry of a batch is still the one that is read.
  const isPerson = parent.length === 0 || only(parent, LEAD_ID, SUBMISSION, THE_LEAD, ENVELOPE);
  return isPerson && !has(around, SOMEONE_ELSE) ? { by: "name", score: has(parent, LEAD_ID) ? 25 : 20 } : undefined;
};

const CONTACT = { has: (word: string) => word === "contact" || word === "customer" };
const ENVELOPE = {
  has: (word: string) => ["data", "payload", "body", "record", "entry", "object", "result"].includes(word),
};
