import { cutText } from "../runtime/text.ts";
import type { LeadDraft } from "./draft.ts";
import { cleanLine } from "./names.ts";

/**
 * Finds the person in whatever a form or a script sent. Every value becomes a field with the words of its name; each
 * reader says how well a field fits, the best one wins, and what nobody claims is kept as extra.
 */

const MAX_FIELDS = 2_000;
const MAX_EXTRA_FIELDS = 200;
const MAX_TEXT = 2_000;
/** Of all extra together: an item of the table holds 400 kB. */
const MAX_EXTRA_TEXT = 50_000;

export const mappedFields = [
  "phone",
  "firstName",
  "lastName",
  "fullName",
  "email",
  "company",
  "category",
  "externalId",
] as const;
export type MappedField = (typeof mappedFields)[number];

/** Where the sender keeps a field of ours: `lead.phone`, `contacts.0.phone`, `contact[phone]` or `Phone Number`. */
export type Mapping = { readonly [field in MappedField]?: string | undefined };

export type FoundFields = Pick<LeadDraft, MappedField> & { readonly extra: Record<string, string> };

/**
 * Reads the person from a nested value.
 * @param mapping fields whose place is known; they are taken from there and never guessed
 */
export function readFields(value: unknown, mapping: Mapping = {}): FoundFields {
  const found: { [field in MappedField]?: string | undefined } = {};
  const taken = new Set<string>();
  for (const field of mappedFields) {
    const path = mapping[field];
    if (path === undefined) continue;
    found[field] = textAt(value, path);
    taken.add(dotted(path)).add(path);
  }

  const fields = fieldsOf(value);
  const guessed = readers.filter(
    ({ field }) => mapping[field] === undefined && !(mapping.fullName && isPartOfName(field)),
  );
  for (const { field, rank } of guessed) {
    const best = bestOf(
      fields.filter(({ name }) => !taken.has(name)),
      rank,
    );
    if (!best) continue;
    found[field] = best.text;
    taken.add(best.name);
  }
  return { ...found, extra: extraOf(fields.filter(({ name }) => !taken.has(name))) };
}

/** What is at a place of a nested value, e.g. `contacts.0`; undefined when there is nothing. */
export const valueAt = (value: unknown, path: string): unknown =>
  dotted(path).split(".").reduce(child, value) ?? child(value, path);

/** The text at a place of a nested value; undefined when there is none, or only a placeholder. */
export const textAt = (value: unknown, path: string): string | undefined => textOf(valueAt(value, path));

const dotted = (path: string): string => path.replace(/\[([^\]]*)\]/g, ".$1").replace(/\.$/, "");

const child = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

// ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Field {
  /** The whole path, joined by dots. */
  readonly name: string;
  readonly text: string;
  /** The words of the whole path, of its last part, and of the part before that. */
  readonly words: readonly string[];
  readonly own: readonly string[];
  readonly parent: readonly string[];
}

function fieldsOf(value: unknown): Field[] {
  const fields: Field[] = [];
  const visit = (node: unknown, path: readonly string[]): void => {
    if (fields.length >= MAX_FIELDS) return;
    const text = textOf(node);
    if (text !== undefined) {
      if (isData(path)) fields.push(fieldAt(path, text));
    } else if (typeof node === "object" && node !== null) {
      for (const [name, inner] of Object.entries(node)) visit(inner, [...path, name]);
    }
  };
  visit(value, []);
  return fields;
}

function fieldAt(path: readonly string[], text: string): Field {
  const named = path.filter((part) => !/^\d*$/.test(part)).map(wordsOf);
  return { name: path.join("."), text, words: named.flat(), own: named.at(-1) ?? [], parent: named.at(-2) ?? [] };
}

/** Names that begin with `_` are instructions to the receiver, and captcha tokens prove something about the browser. */
const isData = (path: readonly string[]): boolean =>
  !path.some((part) => (part.startsWith("_") && part !== "_replyto") || /captcha|turnstile/i.test(part));

/** `billing_phoneNumber2` is billing, phone, number. Accents and case say nothing. */
function wordsOf(name: string): string[] {
  const spaced = name.slice(0, 200).replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const plain = spaced
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return plain.split(/[^\p{L}]+/u).filter((word) => word !== "");
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map(textOf);
    const scalars = value.every((item) => typeof item !== "object" || item === null);
    return scalars ? cutText(texts.filter((text) => text !== undefined).join(", "), MAX_TEXT) || undefined : undefined;
  }
  if (typeof value !== "string" && typeof value !== "boolean" && !Number.isFinite(value)) return undefined;
  const text = String(value)
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, " ")
    .trim();
  return text === "" || PLACEHOLDER.test(text) ? undefined : cutText(text, MAX_TEXT);
}

/** What a sender leaves behind when it had no value: `null`, `N/A`, `{{lead.phone}}`, `[your-phone]`. */
const PLACEHOLDER = /^(?:null|undefined|n\/a|\{\{[^}]*\}\}|\[[\w -]*\])$/i;

function extraOf(fields: readonly Field[]): Record<string, string> {
  const extra = new Map<string, string>();
  let room = MAX_EXTRA_TEXT;
  for (const { name, text } of fields) {
    const label = freeLabel(cleanLine(name), extra);
    if (!label) continue;
    room -= label.length + text.length;
    if (room < 0 || extra.size >= MAX_EXTRA_FIELDS) break;
    extra.set(label, text);
  }
  return Object.fromEntries(extra);
}

/**
 * A name under which a value can be stored beside the others. The marshaller of the AWS SDK takes an object that says
 * its own `constructor` for something else and throws, and an object read back would lose `__proto__`:
 * https://github.com/aws/aws-sdk-js-v3/blob/main/packages/util-dynamodb/src/convertToAttr.ts
 */
function freeLabel(label: string | undefined, taken: ReadonlyMap<string, string>): string | undefined {
  let free = label;
  while (free && (free in Object.prototype || taken.has(free))) free += "_";
  return free;
}

// ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Reader {
  readonly field: MappedField;
  /** How well a field fits; 0 when it does not. */
  rank(field: Field): number;
}

const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const EMAIL = wordSet("email emailaddress mail correo replyto");
const PHONE = wordSet(
  "phone phonenumber telephone tel telefon telefono telefone mobile mobilephone mobil movil cell cellphone cellular celular handy whatsapp",
);
const NOT_THE_NUMBER = wordSet(
  "fax id type code country ext extension verified valid consent optin carrier model device app time date preference",
);
const SECOND_CHOICE = wordSet("alt alternate alternative secondary second other work office company business home");
const FIRST_NAME = wordSet("firstname fname forename givenname vorname prenom");
const LAST_NAME = wordSet(
  "lastname lname surname familyname nachname familienname apellido apellidos sobrenome cognome nom",
);
const NAME = wordSet("name fullname nombre nome");
const COMPANY = wordSet(
  "company companyname organization organisation organizationname business businessname firma empresa entreprise",
);
/** Words that change nothing about what a name means. */
const FILLER = wordSet(
  "your my our the full complete legal contact customer client lead person patient visitor please enter what is s field",
);
/** A name inside one of these is not a person's: `campaign.name`. */
const THING = wordSet(
  "company organization organisation business form page site campaign ad adset product service event file list team project pipeline stage step category country state city source plan tag template workflow account department",
);
const SOMEONE_ELSE = wordSet(
  "agent owner organizer host assigned assignee referrer referral referred emergency spouse partner rep manager creator author friend",
);

const has = (list: readonly string[], set: ReadonlySet<string>): boolean => list.some((word) => set.has(word));
const only = (list: readonly string[], ...sets: ReadonlySet<string>[]): boolean =>
  list.every((word) => sets.some((set) => set.has(word)));

/** In this order each takes its field, so that `company email` is an e-mail address and `company name` no person. */
const readers: readonly Reader[] = [
  {
    field: "email",
    rank: ({ name, words, text }) => {
      if (!(has(words, EMAIL) || words.join(" ").includes("e mail")) || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
        return 0;
      return name === "_replyto" || has(words, SECOND_CHOICE) ? 1 : 2;
    },
  },
  {
    field: "phone",
    rank: ({ words, text }) => {
      if (!has(words, PHONE) || has(words, NOT_THE_NUMBER)) return 0;
      const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
      // "Call me" in the phone field is still what was given as a phone, unless a better field is there.
      return (digits >= 7 ? 3 : 1) + (has(words, SECOND_CHOICE) ? 0 : 1);
    },
  },
  { field: "firstName", rank: (field) => (has(field.own, FIRST_NAME) || isNamePart(field, "first", "given") ? 1 : 0) },
  { field: "lastName", rank: (field) => (has(field.own, LAST_NAME) || isNamePart(field, "last", "family") ? 1 : 0) },
  {
    field: "company",
    rank: ({ own, parent }) => {
      if (has(own, COMPANY)) return only(own, COMPANY, NAME, FILLER) ? 2 : 0;
      return only(own, NAME) && own.length > 0 && has(parent, COMPANY) ? 1 : 0;
    },
  },
  {
    field: "fullName",
    rank: ({ own, parent }) => {
      if (!has(own, NAME) || !only(own, NAME, FILLER) || has(parent.slice(-1), THING)) return 0;
      return own.length === 1 || own.includes("full") ? 2 : 1;
    },
  },
];

/** `first_name`, `name.first`, or simply `first`. */
const isNamePart = ({ own, words }: Field, ...marks: string[]): boolean =>
  marks.some((mark) => own.includes(mark) && (words.includes("name") || own.length === 1));

const isPartOfName = (field: MappedField): boolean => field === "firstName" || field === "lastName";

function bestOf(fields: readonly Field[], rank: Reader["rank"]): Field | undefined {
  let best: Field | undefined;
  let bestRank = 0;
  for (const field of fields) {
    const ranked = has(field.words, SOMEONE_ELSE) ? 0 : rank(field);
    if (ranked > bestRank) [best, bestRank] = [field, ranked];
  }
  return best;
}
