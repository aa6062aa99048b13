import { cutText } from "../../runtime/text.ts";
import type { LeadDraft, Why } from "./draft.ts";
import { type Field, fieldsOf } from "./flatten.ts";
import { cleanLine } from "./names.ts";
import type { Country } from "./phone.ts";

export { isAnswers } from "./flatten.ts";

import { numbersOf } from "./phone-number.ts";
import * as rules from "./rules.ts";
import { textOf } from "./text.ts";
import { GENERIC, wordsOf } from "./words.ts";

/**
 * Finds the person in whatever a form or a script sent. Every value becomes a field with the words of its name; each
 * rule says how well a field fits, the best one wins, and what nobody claims is kept as extra.
 */

const MAX_EXTRA_FIELDS = 200;
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

export type FoundFields = Pick<LeadDraft, MappedField | "externalIdIsGuess" | "phoneIsDoubtful" | "consent" | "why"> & {
  readonly extra: Record<string, string>;
};

export interface ReadOptions {
  /** Where numbers without country code are at home: lets a number be recognised by its shape alone. */
  readonly country?: Country | undefined;
  /** Look for the sender's id of the submission too. Only its name speaks for it, so it is no proof of a repeat. */
  readonly findId?: boolean;
}

/**
 * Reads the person from a nested value.
 * @param mapping fields whose place is known; they are taken from there and never guessed
 */
export function readFields(value: unknown, mapping: Mapping = {}, options: ReadOptions = {}): FoundFields {
  const found: { [field in MappedField]?: string | undefined } = {};
  const why: { [field in Explained]?: Why } = {};
  const taken = new Set<string>();
  for (const field of mappedFields) {
    const path = mapping[field];
    if (path === undefined) continue;
    found[field] = textAt(value, path);
    if (found[field] !== undefined) why[field] = { path, by: "mapping", reason: "the mapping says so" };
    taken.add(dotted(path)).add(path);
  }

  const all = fieldsOf(value);
  const fields = all.filter(({ path }) => !taken.has(path));
  const free = (): Field[] => fields.filter(({ path }) => !taken.has(path));
  const theirs = fields.filter((field) => !rules.isSomeoneElses(field));
  const near = new Set<string>();
  const around: rules.Surroundings = { country: options.country, numbers: numbersOf(theirs, options.country), near };
  const claim = (field: Explained, ...ways: rules.Rule[]): Chosen | undefined => {
    const best = bestOf(
      theirs.filter(({ path }) => !taken.has(path)),
      ways,
      around,
    );
    if (best) why[field] = explain(best);
    return best;
  };
  const take = (field: MappedField, ...ways: rules.Rule[]): void => {
    if (mapping[field] !== undefined || (mapping.fullName && isPartOfName(field))) return;
    const best = claim(field, ...ways);
    if (!best) return;
    found[field] = best.text;
    // Of a list only one value was taken, so the rest must not be lost.
    if (best.field.items.length <= 1) taken.add(best.field.path);
    for (const { path } of best.from) taken.add(path);
    if (field === "phone" || field === "email") near.add(best.field.container);
  };

  // In this order each takes its field, so that `company email` is an e-mail address and `company name` no person.
  take("email", rules.emailRule, rules.emailByShape);
  take("phone", rules.phoneRule, rules.phoneByShape);
  take("firstName", rules.firstNameRule);
  take("lastName", rules.lastNameRule);
  take("company", rules.companyRule);
  take("fullName", rules.fullNameRule);
  const number = found.phone === undefined ? undefined : numbersOf(all, options.country).at(why.phone?.path ?? "");
  if (number?.phone) found.phone = number.phone;
  for (const { path } of number?.from ?? []) taken.add(path);
  if (number?.isPart) taken.delete(why.phone?.path ?? "");
  if (options.findId) take("externalId", rules.externalIdRule);
  const consent = claim("consent", rules.consentRule)?.text;
  const parts = partsOfName(found, mapping);
  for (const part of ["firstName", "lastName"] as const) if (parts[part] && why.fullName) why[part] ??= why.fullName;
  return {
    ...found,
    ...parts,
    ...(why.externalId && why.externalId.by !== "mapping" && { externalIdIsGuess: true }),
    ...(number?.isDoubtful && { phoneIsDoubtful: true }),
    ...(consent && { consent: consent === "true" }),
    ...(Object.keys(why).length > 0 && { why }),
    extra: extraOf(free()),
  };
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

// ── the best field and why ──────────────────────────────────────────────────────────────────────────────────────

type Explained = MappedField | "consent";

interface Chosen {
  readonly field: Field;
  readonly text: string;
  readonly by: rules.Trust;
  readonly from: readonly Field[];
}

/** The field that fits best in the first way that fits any. */
function bestOf(fields: readonly Field[], ways: readonly rules.Rule[], around: rules.Surroundings): Chosen | undefined {
  for (const way of ways) {
    let best: Chosen | undefined;
    let bestScore = 0;
    for (const field of fields) {
      const claim = way(field, around);
      if (!claim || claim.score <= bestScore) continue;
      bestScore = claim.score;
      best = { field, text: claim.text ?? field.text, by: claim.by, from: claim.from ?? [] };
    }
    if (best) return best;
  }
  return undefined;
}

/** Never the value itself: only names, which are the form's and not the person's. */
function explain({ field, by, from }: Chosen): Why {
  const name =
    field.question ?? field.path.split(".").findLast((part) => !wordsOf(part).every((word) => GENERIC.has(word)));
  const label = cutText(cleanLine(name) ?? "", 80);
  const reason = {
    type: `the sender declares its type as “${cutText(cleanLine(field.type) ?? "", 40)}”`,
    name: label ? `it is called “${label}”` : "its name says so",
    shape: "no name tells, but the value has the shape of one and nothing speaks against it",
  }[by];
  const joined = from.map(({ path }) => path).join(" and ");
  return { path: field.path, by, reason: joined ? `${reason}; joined with ${joined}` : reason };
}

/**
 * A "name" beside a last name is the first name, beside a first name the last: `Nombre` and `Apellidos`, `Nom` and
 * `Prénom`. Where it repeats the part that is known, the rest is the other part.
 */
function partsOfName(
  { firstName, lastName, fullName }: Pick<LeadDraft, MappedField>,
  mapping: Mapping,
): Pick<LeadDraft, "firstName" | "lastName" | "fullName"> {
  if (!fullName || !firstName === !lastName || mapping.fullName || mapping.firstName || mapping.lastName) return {};
  const words = fullName.trim().split(/\s+/);
  const known = (firstName ?? lastName ?? "").trim().split(/\s+/);
  const same = (given: readonly string[]): boolean => given.join(" ").toLowerCase() === known.join(" ").toLowerCase();
  if (firstName) {
    const rest = same(words.slice(0, known.length)) ? words.slice(known.length) : words;
    return rest.length > 0 ? { lastName: rest.join(" "), fullName: undefined } : {};
  }
  const rest = same(words.slice(-known.length)) ? words.slice(0, -known.length) : words;
  return rest.length > 0 ? { firstName: rest.join(" "), fullName: undefined } : {};
}

const isPartOfName = (field: MappedField): boolean => field === "firstName" || field === "lastName";

// ── everything else ─────────────────────────────────────────────────────────────────────────────────────────────

function extraOf(fields: readonly Field[]): Record<string, string> {
  const extra = new Map<string, string>();
  let room = MAX_EXTRA_TEXT;
  for (const { path, question, text } of fields) {
    // An answer is called by its question, anything else by where it stands.
    const name = freeLabel(cleanLine(question ?? path), extra);
    if (!name) continue;
    room -= name.length + text.length;
    if (room < 0 || extra.size >= MAX_EXTRA_FIELDS) break;
    extra.set(name, text);
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
