import type { Field } from "./flatten.ts";
import type { Country } from "./phone.ts";
import { isInternational, isPlausible, type Numbers } from "./phone-number.ts";
import { unescaped } from "./text.ts";
import {
  BARE_ID,
  CALLS,
  COMPANY,
  CONSENT,
  EMAIL,
  FILLER,
  FIRST,
  FIRST_NAME,
  has,
  ID,
  LAST,
  LAST_NAME,
  LEAD_ID,
  NAME,
  NOT_BY_SHAPE,
  NOT_THE_ADDRESS,
  NOT_THE_NUMBER,
  NUMBER,
  OPAQUE,
  only,
  PHONE,
  RING,
  SECOND_CHOICE,
  SOMEONE_ELSE,
  SUBMISSION,
  THE_LEAD,
  THING,
  type Words,
} from "./words.ts";

/**
 * How each field of a lead is recognised. In the order of trust: the type that the sender declares, the words of keys
 * and labels, the shape of the value. What belongs to somebody else is never the lead's.
 */

export type Trust = "type" | "name" | "shape";

export interface Claim {
  readonly by: Trust;
  /** How well the field fits, among fields of the same trust and beyond. */
  readonly score: number;
  /** The value, where it differs from what stands in the field. */
  readonly text?: string | undefined;
  /** The fields that were joined with it. */
  readonly from?: readonly Field[];
}

export interface Surroundings {
  readonly country: Country | undefined;
  readonly numbers: Numbers;
  /** Where the phone and the e-mail address were found: the name beside them is the lead's. */
  readonly near: ReadonlySet<string>;
}

export type Rule = (field: Field, around: Surroundings) => Claim | undefined;

export const isSomeoneElses = ({ around, names }: Field): boolean =>
  has(around, SOMEONE_ELSE) || names.some((words) => has(words, SOMEONE_ELSE));

const anyName = ({ names }: Field, fits: (words: Words) => boolean): boolean => names.some(fits);

// ── phone ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A usable number beats any other, then what is declared beats what is only named. */
export const phoneRule: Rule = (field, { numbers }) => {
  const by = phoneTrust(field);
  if (!by || anyName(field, (words) => has(words, NOT_THE_NUMBER)) || has(field.typeWords, NOT_THE_NUMBER)) return;
  const { text, from } = numbers.in(field);
  const usable = numbers.isUsable(text);
  const plausible = isPlausible(text);
  const isAsked = by !== "question" && (by === "type" || anyName(field, isPhoneOnly));
  // "Call me" in the phone field is still what was given as a phone, unless a better field is there.
  if (!plausible && !isAsked) return;
  const second = anyName(field, (words) => has(words, SECOND_CHOICE)) || has(field.typeWords, SECOND_CHOICE);
  const score =
    (usable ? 1_000 : plausible ? 500 : 0) +
    (by === "type" ? 200 : by === "name" ? 100 : 50) +
    (second || has(field.around, SECOND_CHOICE) ? 0 : 40) +
    (has(field.around, THE_LEAD) ? 20 : 0) +
    (isInternational(text) ? 5 : 0);
  return { by: by === "question" ? "name" : by, score, text, from };
};

function phoneTrust(field: Field): "type" | "name" | "question" | undefined {
  // Calendly rings the invitee; in an inbound call the number is the host's.
  const isCallee = field.typeWords.join(" ") === "outbound call";
  if (isCallee || has(field.typeWords, PHONE)) return "type";
  if (anyName(field, (words) => has(words, PHONE))) return "name";
  return anyName(field, (words) => has(words, NUMBER) && has(words, RING)) ? "question" : undefined;
}

const isPhoneOnly = (words: Words): boolean =>
  has(words, PHONE) && only(words, PHONE, NUMBER, RING, FILLER, SECOND_CHOICE, OPAQUE, THE_LEAD);

/** The last resort: a text that is a valid number and nothing else, under a name that does not say otherwise. */
export const phoneByShape: Rule = (field, { numbers, country }) => {
  const { text } = field;
  if (country === undefined || !field.isText || !isPlausible(text)) return;
  if (isOtherNumber(text) || !isFreeForShape(field)) return;
  const written = /[\s()+\-.]/.test(text.trim());
  if (!written && !field.names.every(isOpaque)) return;
  return numbers.isUsable(text) ? { by: "shape", score: isInternational(text) ? 2 : 1 } : undefined;
};

/** An address of the internet, a date, an amount, seconds or milliseconds since 1970. */
const isOtherNumber = (text: string): boolean =>
  /^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d+\.\d{1,2}|1\d{9}|1\d{12})\s*$/.test(
    text,
  ) && !/^\s*1\d{10}\s*$/.test(text);

const isFreeForShape = (field: Field): boolean =>
  !has(field.around, NOT_BY_SHAPE) &&
  !anyName(field, (words) => has(words, NOT_BY_SHAPE) || has(words, NOT_THE_NUMBER)) &&
  !has(field.typeWords, NOT_BY_SHAPE);

/** `field_7be1f02`, `q4`, `3`: nobody said what this is. */
const isOpaque = (words: Words): boolean => words.every((word) => word.length < 4 || OPAQUE.has(word));

// ── e-mail ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const emailRule: Rule = (field) => {
  if (!field.text.includes("@")) return;
  const isTyped = isEmailWord(field.typeWords);
  if (!isTyped && !anyName(field, isEmailWord) && !isEmailWord(field.parent)) return;
  const text = field.items.find(isAddress) ?? field.text;
  if (!isAddress(text) || anyName(field, (words) => has(words, NOT_THE_ADDRESS))) return;
  const second = field.path === "_replyto" || has(field.around, SECOND_CHOICE);
  const score = (isTyped ? 200 : 100) + (second ? 0 : 40) + (has(field.around, THE_LEAD) ? 20 : 0);
  return { by: isTyped ? "type" : "name", score, text };
};

export const emailByShape: Rule = (field, { country }) =>
  country !== undefined &&
  isAddress(field.text) &&
  isFreeForShape(field) &&
  !anyName(field, (words) => has(words, RECIPIENT))
    ? { by: "shape", score: 1 }
    : undefined;

const RECIPIENT = {
  has: (word: string) => ["to", "from", "cc", "bcc", "notify", "sender", "recipient"].includes(word),
};

const isEmailWord = (words: Words): boolean => has(words, EMAIL) || words.join(" ").includes("e mail");

const isAddress = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text);

// ── names and company ───────────────────────────────────────────────────────────────────────────────────────────

/** `first_name`, `name.first`, `Vorname`, or simply `first`. */
const partOfName =
  (whole: typeof FIRST_NAME, mark: typeof FIRST): Rule =>
  (field, around) => {
    const isPart = (words: Words): boolean =>
      has(words, whole) || (has(words, mark) && (field.around.includes("name") || only(words, mark, FILLER)));
    const typed = has(field.typeWords, whole) || (has(field.typeWords, mark) && field.typeWords.includes("name"));
    if (!typed && !anyName(field, isPart)) return;
    return {
      by: typed ? "type" : "name",
      score: (typed ? 200 : 100) + nearness(field, around),
      text: unescaped(field.text),
    };
  };

export const firstNameRule: Rule = partOfName(FIRST_NAME, FIRST);
export const lastNameRule: Rule = partOfName(LAST_NAME, LAST);

export const fullNameRule: Rule = (field, around) => {
  const isName = (words: Words): boolean => has(words, NAME) && only(words, NAME, FILLER);
  const typed = isName(field.typeWords);
  if (!typed && !anyName(field, isName)) return;
  if (has(field.parent.slice(-1), THING) || !/\p{L}/u.test(field.text)) return;
  const plainest = anyName(field, (words) => words.length === 1 || words.includes("full")) ? 10 : 0;
  return {
    by: typed ? "type" : "name",
    score: (typed ? 200 : 100) + plainest + nearness(field, around),
    text: unescaped(field.text),
  };
};

export const companyRule: Rule = (field, around) => {
  const isCompany = (words: Words): boolean => has(words, COMPANY) && only(words, COMPANY, NAME, FILLER);
  const typed = isCompany(field.typeWords);
  const named = anyName(field, isCompany);
  const inside = anyName(field, (words) => words.length > 0 && only(words, NAME)) && has(field.parent, COMPANY);
  if (!field.isText || (!typed && !named && !inside)) return;
  const score = (typed ? 200 : named ? 100 : 90) + nearness(field, around);
  return { by: typed ? "type" : "name", score, text: unescaped(field.text) };
};

const nearness = (field: Field, { near }: Surroundings): number =>
  (near.has(field.container) ? 20 : 0) + (has(field.around, THE_LEAD) ? 5 : 0);

// ── consent and id ──────────────────────────────────────────────────────────────────────────────────────────────

const YES =
  /^(?:true|1|on|yes|y|checked|ja|oui|s[ií]|sim|да|tak)$|^(?:yes\b|i (?:agree|accept|consent|give|want|would like)\b|(?:you may|please) (?:call|contact)\b)/i;
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
