import { mappedTime, timeAmong } from "./asked-time.ts";
import { assign, type Chosen } from "./assign.ts";
import { dotted, textAt } from "./at-path.ts";
import type { LeadDraft, Why } from "./draft.ts";
import type { Field } from "./field.ts";
import { fieldsOf, type LabelledAnswer } from "./flatten.ts";
import { type Target, targets } from "./kinds.ts";
import { meaningOf } from "./meaning.ts";
import { cleanLine } from "./names.ts";
import { leadsFields } from "./people.ts";
import type { Country } from "./phone.ts";
import { numbersOf } from "./phone-number.ts";
import { partsAmong } from "./place-names.ts";
import { refusalIn } from "./refusal.ts";
import * as rules from "./rules.ts";
import { mappedParts, placeOf, type StatedPart, statedParts } from "./stated-place.ts";
import { toldBy } from "./told.ts";
import { reasonOf, short } from "./why.ts";

export { textAt, valueAt } from "./at-path.ts";
export { isAnswers, type LabelledAnswer } from "./flatten.ts";

/** Whether a name says neither which field of a person it is nor what else. */
export const isSilent = (name: string): boolean => {
  const { says, decoy } = meaningOf(name);
  return decoy === undefined && Object.keys(says).length === 0;
};

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
export type Mapping = { readonly [field in MappedField | StatedPart | "scheduledAt"]?: string | undefined };

export type FoundFields = Pick<
  LeadDraft,
  | MappedField
  | "place"
  | "asked"
  | "externalIdIsGuess"
  | "phoneIsDoubtful"
  | "callsRefused"
  | "isCutShort"
  | "consent"
  | "why"
> & {
  readonly extra: Record<string, string>;
};

export interface ReadOptions {
  /** Where numbers without country code are at home: lets a number be recognised by its shape alone. */
  readonly country?: Country | undefined;
  /** Look for the sender's id of the submission too. Only its name speaks for it, so it is no proof of a repeat. */
  readonly findId?: boolean;
  /** Where the body is a list of answers with their questions, which the value then holds by their labels. */
  readonly answers?: readonly LabelledAnswer[] | undefined;
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
  const mapped = mappedParts(value, mapping);
  for (const { why } of Object.values(mapped)) taken.add(dotted(why.path)).add(why.path);

  const { fields: all, isCutShort } = fieldsOf(value, options.answers);
  const fields = all.filter(({ path }) => !taken.has(path));
  const told = fields.map(toldBy);
  const theirs = leadsFields(told);
  const numbers = numbersOf(fields, options.country);
  const assigned = assign(theirs, wantedWith(mapping), {
    country: options.country,
    isAnswers: options.answers !== undefined,
    numbers,
  });
  for (const target of targets) {
    const chosen = assigned[target];
    if (!chosen || (target === "full" && assigned.first && assigned.last)) continue;
    const field = FIELD_OF[target];
    found[field] = chosen.told.isReversed && target === "full" ? lastFirst(chosen.text) : chosen.text;
    why[field] = explain(chosen);
    // Of a list only one value was taken, so the rest must not be lost.
    if (chosen.told.field.items.length <= 1 || chosen.text === chosen.told.field.items.join(" "))
      taken.add(chosen.told.field.path);
    for (const { path } of chosen.from) taken.add(path);
  }
  const claim = (field: Explained, rule: rules.Rule): string | undefined => {
    const best = bestBy(
      theirs.map((each) => each.field).filter(({ path }) => !taken.has(path)),
      rule,
    );
    if (!best) return undefined;
    why[field] = { path: best.field.path, by: best.by, reason: reasonOf(best.field, best.by) };
    return best.text;
  };
  // What is sure about the number, also where a mapping names its place.
  const number = found.phone === undefined ? undefined : numbersOf(all, options.country).at(why.phone?.path ?? "");
  if (number?.phone) found.phone = number.phone;
  for (const { path } of number?.from ?? []) taken.add(path);
  if (number?.isPart) taken.delete(why.phone?.path ?? "");
  if (options.findId && mapping.externalId === undefined) {
    found.externalId = claim("externalId", rules.externalIdRule);
    if (why.externalId) taken.add(why.externalId.path);
  }
  const beside = theirs.find(({ field }) => field.path === why.phone?.path)?.field.container;
  const stated = {
    ...partsAmong(
      theirs.map(({ field }) => field),
      mapping,
      beside,
    ),
    ...mapped,
  };
  for (const part of statedParts) if (stated[part]) why[part] = stated[part].why;
  // It stays among the extra, as a person reads it.
  const time = mappedTime(value, mapping.scheduledAt) ?? timeAmong(theirs.map(({ field }) => field));
  if (time) why.asked = time.why;
  const consent = claim("consent", rules.consentRule);
  const refused = refusalIn(all);
  if (refused) why.callsRefused = refused;
  const parts = partsOfName(found, mapping);
  for (const part of ["firstName", "lastName"] as const) if (parts[part] && why.fullName) why[part] ??= why.fullName;
  return {
    ...found,
    ...parts,
    ...(why.externalId && why.externalId.by !== "mapping" && { externalIdIsGuess: true }),
    ...(number?.isDoubtful && { phoneIsDoubtful: true }),
    ...(refused && { callsRefused: true }),
    ...((isCutShort || numbers.isSpent()) && { isCutShort: true }),
    ...(consent && { consent: consent === "true" }),
    ...(time && { asked: time.asked }),
    ...(Object.keys(stated).length > 0 && { place: placeOf(stated) }),
    ...(Object.keys(why).length > 0 && { why }),
    extra: extraOf(fields.filter(({ path }) => !taken.has(path))),
  };
}

const FIELD_OF = {
  phone: "phone",
  email: "email",
  first: "firstName",
  last: "lastName",
  full: "fullName",
  company: "company",
} as const satisfies Record<Target, MappedField>;

/** What a mapping names is not looked for, nor are the parts of a name beside the whole. */
const wantedWith = (mapping: Mapping): ReadonlySet<Target> =>
  new Set(
    targets.filter(
      (target) =>
        mapping[FIELD_OF[target]] === undefined && !(mapping.fullName && (target === "first" || target === "last")),
    ),
  );

/** The question asks for the last name first; who gave the father's name in the middle began with the first all the same. */
function lastFirst(text: string): string {
  const [last = "", ...first] = text.trim().split(/\s+/);
  const [middle = "", end = ""] = first;
  const isFirstLast = first.length === 2 && FATHERS_NAME.test(middle) && !FATHERS_NAME.test(end);
  return text.includes(",") || first.length === 0 || isFirstLast ? text : `${last}, ${first.join(" ")}`;
}

const FATHERS_NAME = /(?:ич|вна|чна|v[iy]ch|vna|ichna)$/iu;

// ── the best field and why ──────────────────────────────────────────────────────────────────────────────────────

type Explained = MappedField | StatedPart | "asked" | "consent" | "callsRefused";

function bestBy(
  fields: readonly Field[],
  rule: rules.Rule,
): { field: Field; text: string; by: rules.Claim["by"] } | undefined {
  let best: { field: Field; text: string; by: rules.Claim["by"]; score: number } | undefined;
  for (const field of fields) {
    const claim = rule(field);
    if (!claim || claim.score <= (best?.score ?? 0)) continue;
    best = { field, text: claim.text ?? field.text, by: claim.by, score: claim.score };
  }
  return best;
}

/** Never the value itself: only names, which are the form's and not the person's. */
function explain({ told, target, by, from, also = [], runnerUp }: Chosen): Why {
  const { field } = told;
  const joined = from.map(({ path }) => path).join(" and ");
  const reason = reasonOf(field, by);
  // The key beside the question, and whose it is.
  const agreeing = field.called.slice(1).filter((name) => (meaningOf(name).says[target] ?? 0) > 0);
  const evidence = [
    ...(by === "type" && told.says[target] && field.question ? [`it is called “${short(field.question)}”`] : []),
    ...agreeing.map((name) => `its key is “${short(name)}”`),
    ...(told.whose.role ? [`it is the ${short(told.whose.role)}’s`] : []),
    ...(runnerUp || target === "phone" ? also : []),
  ];
  return {
    path: field.path,
    by,
    reason: joined ? `${reason}; joined with ${joined}` : reason,
    ...(evidence.length > 0 && { evidence }),
    ...(runnerUp && {
      runnerUp: { path: runnerUp.told.field.path, reason: reasonOf(runnerUp.told.field, runnerUp.by) },
    }),
  };
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
 * A name under which a value can be stored beside the others, and read by whoever reads the table in AWS's own way: its
 * marshaller takes an object that says its own `constructor` for something else and throws, and an object read back
 * would lose `__proto__`:
 * https://github.com/aws/aws-sdk-js-v3/blob/main/packages/util-dynamodb/src/convertToAttr.ts
 */
function freeLabel(label: string | undefined, taken: ReadonlyMap<string, string>): string | undefined {
  let free = label;
  while (free && (free in Object.prototype || taken.has(free))) free += "_";
  return free;
}
