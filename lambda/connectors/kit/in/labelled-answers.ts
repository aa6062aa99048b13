import {
  type FoundFields,
  type MappedField,
  type Mapping,
  mappedFields,
  readFields,
  textAt,
} from "../../../lead/reader/fields.ts";
import { looksLikePhone } from "./phone-shape.ts";

/**
 * Reads the person from a list of answers with their questions, as form builders send it. What the vendor declares
 * comes first, then the wording of the question, then a name that the owner gave the question.
 */

export interface LabelledAnswer {
  /** The question as the visitor saw it. */
  readonly label: string;
  /** What the form's owner calls the question, where that can be told. */
  readonly name?: string | undefined;
  readonly value?: unknown;
  /** Our field, where the vendor declares the type of the answer. */
  readonly field?: MappedField | undefined;
}

/** Our field of what a vendor declares as the type of an answer; its own words come from outside and may be any. */
export const fieldByType =
  (fields: Readonly<Record<string, MappedField>>) =>
  (type: string | undefined): MappedField | undefined =>
    type !== undefined && Object.hasOwn(fields, type) ? fields[type] : undefined;

/**
 * @param mapping our field → the label or name of the answer, for what cannot be recognised
 * @param about what is known of the form and its circumstances; kept as extra, never taken for an answer
 */
export function readAnswers(
  answers: readonly LabelledAnswer[],
  mapping: Mapping = {},
  about: Readonly<Record<string, unknown>> = {},
): FoundFields {
  const given = withOwnLabels(answers.filter(({ value }) => isAnswer(value)));
  const fields = byLabel(given);
  const places = { ...declaredPlaces(given), ...labelsOf(mapping, given) };
  const found = readFields(fields, places);
  const person = withPhoneByShape(withNames(found, given, places), given, places);
  return { ...person, extra: { ...person.extra, ...textsOf(about) } };
}

const textsOf = (facts: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(facts).flatMap((name) => {
      const text = textAt(facts, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );

const isAnswer = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);

/** Questions may be worded alike, have no words, or repeat an earlier answer by a placeholder. */
function withOwnLabels(answers: readonly LabelledAnswer[]): LabelledAnswer[] {
  const taken = new Set<string>();
  return answers.map((answer, index) => {
    const plain = wordsOf(answer.label) || wordsOf(answer.name ?? "") || `question ${index + 1}`;
    let label = plain;
    for (let count = 2; taken.has(label); count += 1) label = `${plain} ${count}`;
    taken.add(label);
    return { ...answer, label };
  });
}

/** A question is no instruction, even if it begins as the names of instructions do. */
const wordsOf = (label: string): string =>
  label
    .replace(/\{\{[^{}]*\}\}/g, "")
    .replace(/^[\s_]+/, "")
    .trim();

const textOf = ({ label, value }: LabelledAnswer): string | undefined => textAt({ [label]: value }, label);

const byLabel = (answers: readonly LabelledAnswer[]): Record<string, unknown> =>
  Object.fromEntries(answers.map(({ label, value }) => [label, value]));

/** Of several answers of one declared type the reader chooses; when it recognises none of them, the first counts. */
function declaredPlaces(answers: readonly LabelledAnswer[]): Mapping {
  const places: { [field in MappedField]?: string } = {};
  for (const field of mappedFields) {
    const candidates = answers.filter((answer) => answer.field === field);
    const chosen = candidates.length > 1 ? readFields(byLabel(candidates))[field] : undefined;
    const place = candidates.find((answer) => textOf(answer) === chosen) ?? candidates[0];
    if (place) places[field] = place.label;
  }
  return places;
}

/** The setting may name a question by its words or by its owner's name for it. */
function labelsOf(mapping: Mapping, answers: readonly LabelledAnswer[]): Mapping {
  const labelOf = (wanted: string) => answers.find(({ label, name }) => label === wanted || name === wanted)?.label;
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([field, wanted]) => (wanted ? [[field, labelOf(wanted) ?? wanted]] : [])),
  );
}

/** Fills what the questions' words did not tell from the names that the owner gave them. */
function withNames(found: FoundFields, answers: readonly LabelledAnswer[], places: Mapping): FoundFields {
  const named = answers.filter(({ name }) => name !== undefined);
  if (named.length === 0) return found;
  const byName = readFields(Object.fromEntries(named.map(({ name, value }) => [name, value])));
  const used = new Set<unknown>(mappedFields.map((field) => found[field]));
  const hasName = found.fullName !== undefined || found.firstName !== undefined || found.lastName !== undefined;
  const added = mappedFields.filter(
    (field) =>
      byName[field] !== undefined &&
      found[field] === undefined &&
      places[field] === undefined &&
      !used.has(byName[field]) &&
      !(hasName && field === "fullName"),
  );
  return added.reduce((filled, field) => taken(filled, field, byName[field] ?? ""), found);
}

/** A phone that was asked for in a plain text question is known by how it is written, if only one answer is. */
function withPhoneByShape(found: FoundFields, answers: readonly LabelledAnswer[], places: Mapping): FoundFields {
  if (found.phone !== undefined || places.phone !== undefined) return found;
  const texts = answers.flatMap((answer) => textOf(answer) ?? []);
  const [phone, ...others] = texts.filter(looksLikePhone);
  return phone !== undefined && others.length === 0 ? taken(found, "phone", phone) : found;
}

/** What became a field is no longer extra. */
const taken = (found: FoundFields, field: MappedField, text: string): FoundFields => ({
  ...found,
  [field]: text,
  extra: Object.fromEntries(Object.entries(found.extra).filter(([, value]) => value !== text)),
});
