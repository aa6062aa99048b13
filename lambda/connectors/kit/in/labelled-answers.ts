import {
  type FoundFields,
  type LabelledAnswer,
  type MappedField,
  type Mapping,
  readFields,
  textAt,
} from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";

export type { LabelledAnswer } from "../../../lead/reader/fields.ts";

/**
 * Reads the person from a list of answers with their questions, as form builders send it. What the vendor declares
 * comes first, then the wording of the question, then a name that the owner gave the question.
 */

/** Our field of what a vendor declares as the type of an answer; its own words come from outside and may be any. */
export const fieldByType =
  (fields: Readonly<Record<string, MappedField>>) =>
  (type: string | undefined): MappedField | undefined =>
    type !== undefined && Object.hasOwn(fields, type) ? fields[type] : undefined;

/**
 * @param mapping our field → the label or name of the answer, for what cannot be recognised
 * @param about what is known of the form and its circumstances; kept as extra, never taken for an answer
 * @param country where the source's numbers without country code are at home
 */
export function readAnswers(
  answers: readonly LabelledAnswer[],
  mapping: Mapping = {},
  about: Readonly<Record<string, unknown>> = {},
  country?: Country,
): FoundFields {
  const given = withOwnLabels(answers.filter(({ value }) => isAnswer(value)));
  const byLabel = Object.fromEntries(given.map(({ label, value }) => [label, value]));
  const person = readFields(byLabel, labelsOf(mapping, given), { country, answers: given });
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

/** The setting may name a question by its words or by its owner's name for it. */
function labelsOf(mapping: Mapping, answers: readonly LabelledAnswer[]): Mapping {
  const labelOf = (wanted: string) => answers.find(({ label, name }) => label === wanted || name === wanted)?.label;
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([field, wanted]) => (wanted ? [[field, labelOf(wanted) ?? wanted]] : [])),
  );
}
