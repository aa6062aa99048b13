import { cutText } from "../../runtime/text.ts";
import { lastNameLength } from "./name-order.ts";

const clean = (text: string | undefined): string | undefined => {
  const visible = text
    ?.normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return visible ? cutText(visible, 120) : undefined;
};

/** Text from outside as one clean line without control or invisible characters, or undefined when nothing is left. */
export const cleanLine = clean;

interface Given {
  firstName?: string | undefined;
  lastName?: string | undefined;
  fullName?: string | undefined;
}

/**
 * First and last name as Callingly wants them: without titles, and without what a template leaves where there was no
 * name. One full name is split at its first space, or at its comma when it begins with the last name; a full name does
 * not override parts that were given.
 */
export function splitName(given: Given): { firstName?: string; lastName?: string } {
  const first = personal(asTyped(given.firstName));
  const last = personal(asTyped(given.lastName));
  const firstName = first && untitled(first);
  const lastName = last && (firstName ? last : untitled(last));
  if (firstName || lastName) return { ...(firstName && { firstName }), ...(lastName && { lastName }) };
  // A first name that was nothing but a title.
  const whole = first ? undefined : personal(asTyped(given.fullName));
  return whole ? splitWhole(whole) : {};
}

/** What a page puts around a text; other words in angle brackets are somebody's own. */
const MARKUP = /<\/?(?:a|b|br|div|em|font|h[1-6]|i|li|p|small|span|strong|t[dr]|u)(?:[\s/][^<>]{0,80})?>/gi;

/** As it was before it was put into a page or an address: `<b>Dana</b>`, `Dana%20Whitfield`, `Dana+Whitfield`. */
function asTyped(given: string | undefined): string | undefined {
  const text = given?.replace(MARKUP, " ").trim();
  if (text === undefined || /\s/.test(text)) return text;
  const plain = text.replace(/(?<=\p{L})\+(?=\p{L})/gu, " ");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function splitWhole(whole: string): { firstName?: string; lastName?: string } {
  const bare = withoutDegrees(whole);
  const named = untitled(bare);
  if (named === undefined) return {};
  const [before = "", after, ...more] = named.split(/\s*[,،、，;；]\s*/);
  if (after && more.length === 0 && before && !isGeneration(after)) {
    const firstName = untitled(after);
    return { ...(firstName && { firstName }), lastName: before };
  }
  const words = [before, ...(after ? [after, ...more] : [])].join(" ").split(" ");
  // Mr Brandt is nobody's first name.
  if (words.length === 1 && FORMAL.test(bare)) return { lastName: named };
  const family = lastNameLength(words);
  if (family) return { firstName: words.slice(family).join(" "), lastName: words.slice(0, family).join(" ") };
  const [first = "", ...rest] = words;
  const last = rest.join(" ");
  return { firstName: first, ...(last && { lastName: last }) };
}

/** The company of a person, unless it is none. */
export const companyOf = (text: string | undefined): string | undefined => personal(text);

// ── what is no name ─────────────────────────────────────────────────────────────────────────────────────────────

/** As a whole answer these say that there is none. */
const NOTHING =
  /^(?:\(?(?:not set|none|nil|nan|null|undefined|n\.?\/?a\.?|not provided|not given|not applicable|not specified|no name|no last name|unknown|unnamed|anonymous|blank|empty|keine|aucun|aucune|ninguno|ninguna|nessuno|nenhum|brak|нет|no company|self|test lead|unbekannt|k\.?\s?a\.?|keine angabe|inconnue?|non renseigné|desconocido|desconhecido|sconosciuto|onbekend|neznámý|неизвестно|なし|無し|없음|无|無|0)\)?|[^\p{L}\p{N}]+)$/iu;
/** Word by word, what programs and templates write where they had nothing. */
const LEFT_BEHIND = /^(?:undefined|null|nan|none|\(?not set\)?|\{+[^{}]*\}+|\[+[^[\]]*\]+|[^\p{L}\p{N}]+)$/iu;
const TEMPLATE =
  /«[^«»]*»|<<[^<>]*>>|<(?:no value|nil|null|none)>|\{\{[^{}]*\}\}|\{[^{}]*\}|\[[^[\]]*\]|\*\|[^|]*\|\*|%[\w.]+%|<%[^%]*%>/g;

/** A person's or company's name as it was meant; undefined when nobody gave one. */
function personal(text: string | undefined): string | undefined {
  const line = clean(text)
    // Some servers put a stroke before each quotation mark.
    ?.replace(/\\+(?=['"’])/g, "");
  if (!line || NOTHING.test(line)) return undefined;
  const words = line
    .replace(TEMPLATE, " ")
    .split(" ")
    .filter((word) => word !== "");
  // Punctuation between words is a part of it, at its ends it stands for a word that is missing.
  while (words.length > 0 && LEFT_BEHIND.test(words[0] ?? "")) words.shift();
  while (words.length > 0 && LEFT_BEHIND.test(words.at(-1) ?? "")) words.pop();
  return words.length > 0 ? words.join(" ") : undefined;
}

// ── titles ──────────────────────────────────────────────────────────────────────────────────────────────────────

const TITLE =
  /^(?:mr|mrs|ms|miss|mx|mister|sir|madam|dr|doctor|prof|professor|rev|reverend|hon|capt|captain|lt|sgt|col|fr|sr|sra|srta|don|doña|dott|dottssa|ing|dipl|med|herr|frau|hr|fru|monsieur|madame|mme|mlle|m|me|maître|señor|señora|señorita|senhor|senhora|signor|signora|sig|sigra|dhr|mevr|mevrouw|meneer|pan|pani|pán|paní|g-n|господин|госпожа|bay|bayan|inż|mgr|mag|univ|dña|dn|lic|avv|geom|rag|arq|drs|mudr|judr|rndr|sayın|г-н|г-жа|shri|smt)(?:\.+-?(?:ing|med|phil|jur|rer|nat|ssa|ra)?)*$/iu;
const AMBIGUOUS = new Set([
  "m",
  "me",
  "don",
  "fr",
  "sr",
  "pan",
  "col",
  "med",
  "ing",
  "mag",
  "bay",
  "sir",
  "miss",
  "sig",
  "hon",
  "rev",
  "lt",
  "lic",
  "rag",
  "dn",
]);
/** These are said with the last name alone. */
const FORMAL =
  /^(?:mr|mrs|ms|mister|dr|prof|professor|herr|frau|hr|fru|monsieur|madame|mme|mlle|sra|srta|señora|senhora|signor|signora|sig\.|sigra|dott|dhr|mevr|mevrouw|meneer|paní|г-н|г-жа|господин|госпожа)(?![\p{L}])/iu;

/** `Herr Dr. Jonas Brandt` is Jonas Brandt; undefined when only titles stand there. */
function untitled(name: string): string | undefined {
  const words = name.split(" ");
  let at = 0;
  // Mr. and Mrs. Whitfield.
  while (isTitle(words[at] ?? "") || (at > 0 && AND.test(words[at] ?? "") && isTitle(words[at + 1] ?? ""))) at += 1;
  return words.slice(at).join(" ") || undefined;
}

const AND = /^(?:and|&|\+|und|et|y|e|en)$/i;

/** Short ones are names as well, unless they end as abbreviations do. */
const isTitle = (word: string): boolean =>
  TITLE.test(word) && (word.endsWith(".") || !AMBIGUOUS.has(word.toLowerCase()));

const DEGREES =
  /[\s,]+(?:ph\.?\s?d\.?|m\.?d\.?|d\.?d\.?s\.?|esq\.?|m\.?b\.?a\.?|cpa|rn|b\.?sc\.?|m\.?sc\.?|j\.?d\.?)$/i;

function withoutDegrees(name: string): string {
  const without = name.replace(DEGREES, "");
  return without.includes(" ") ? without : name;
}

const isGeneration = (text: string): boolean => /^(?:jr|sr|ii|iii|iv|junior|senior)\.?$/i.test(text);
