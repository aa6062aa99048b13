import { isData, isSecret, isToken } from "./data-names.ts";
import { definitionsIn, LABELS, labelsReader } from "./definitions.ts";
import { embedded, isPerhapsEmbedded } from "./embedded.ts";
import { type Field, type FoundField, fieldAt, type Place, step } from "./field.ts";
import {
  LEAST_NAME_LETTERS,
  MAX_EMBEDDED,
  MAX_FIELDS,
  MAX_NAME_LETTERS,
  MAX_NODES,
  MOST_NAME_LETTERS,
} from "./limits.ts";
import { asDefinition, asPair, type Definition } from "./pairs.ts";
import { textOf } from "./text.ts";
import { GENERIC, type Words, wordsOf } from "./words.ts";

/**
 * A body as a flat list of fields, each with everything that tells what it is: its key, the question it answers, the
 * type the sender declares, and what it stands in. JSON inside of a field is read like the rest.
 */

/** An answer with its question, as a connector took it out of what its vendor sends. */
export interface LabelledAnswer {
  /** The question as the visitor saw it. */
  readonly label: string;
  /** What the form's owner calls the question, where that can be told. */
  readonly name?: string | undefined;
  readonly value?: unknown;
  /** Our field, where the vendor declares the type of the answer. */
  readonly field?: string | undefined;
}

/** Whether a list holds the answers of one person, question by question, rather than several people. */
export const isAnswers = (list: readonly unknown[]): boolean =>
  list.length > 1 &&
  list.every(
    (item) =>
      isNamedValue(item) ||
      (typeof item === "object" &&
        item !== null &&
        !Array.isArray(item) &&
        asPair(item as Node, Object.keys(item))?.others.length === 0),
  );

export interface Found {
  readonly fields: Field[];
  /** There was more than is looked at. */
  readonly isCutShort: boolean;
}

/**
 * Every value of a body that is data.
 * @param answers where the body is a list of them; each is called by its question and by its owner's name for it
 */
export function fieldsOf(value: unknown, answers?: readonly LabelledAnswer[]): Found {
  const wordsBy = new Map<string, Words>();
  const words = (name: string): Words => {
    const known = wordsBy.get(name);
    if (known) return known;
    lettersLeft -= Math.min(MOST_NAME_LETTERS, Math.max(LEAST_NAME_LETTERS, name.length));
    const own = wordsOf(name);
    wordsBy.set(name, own);
    return own;
  };
  const labelsOf = labelsReader();
  const { definitions, ...defined } = definitionsIn(value, labelsOf);
  const used = new Set<Definition>();
  const fields: FoundField[] = [];
  let embeddedLeft = MAX_EMBEDDED;
  let nodesLeft = MAX_NODES;
  let lettersLeft = MAX_NAME_LETTERS;
  let { isCutShort } = defined;

  /** Asked where there is more to look at. */
  const isFull = (): boolean => {
    const isOver = fields.length >= MAX_FIELDS || nodesLeft <= 0 || lettersLeft <= 0;
    isCutShort ||= isOver;
    return isOver;
  };

  const define = (refs: readonly string[]): Definition | undefined => {
    if (definitions.size === 0) return undefined;
    const found = refs.map((ref) => definitions.get(ref)).find((known) => known !== undefined);
    if (found) used.add(found);
    return found;
  };

  /** @param text that the node is, where it was asked before */
  const visit = (node: unknown, at: Place, text = textOf(node)): void => {
    if (isFull()) return;
    if (text !== undefined) {
      const isTried = typeof node === "string" && isPerhapsEmbedded(node);
      if (isTried && --embeddedLeft < 0) isCutShort = true;
      const inner = isTried && embeddedLeft >= 0 ? embedded(node) : undefined;
      if (inner === undefined) fields.push(fieldAt(at, node, text, words));
      else visit(inner, at);
    } else if (typeof node === "object" && node !== null) {
      nodesLeft -= 1;
      if (Array.isArray(node)) visitList(node, at);
      else visitObject(node as Node, at);
    }
  };

  const visitList = (list: readonly unknown[], at: Place): void => {
    const areNamed = list.every(isNamedValue);
    for (const [index, item] of list.entries()) {
      if (isFull()) return;
      const here = step(at, String(index), undefined, { inList: true });
      if (areNamed && isNamedValue(item)) visitAnswer(item[1], "1", here, [item[0]], undefined, undefined);
      else visit(item, here);
    }
  };

  const visitObject = (node: Node, at: Place): void => {
    // The answer itself has parts, such as a first name, but is no question again.
    const keys = Object.keys(node);
    const pair = at.up && !at.isAnswer ? asPair(node, keys) : undefined;
    if (pair && (pair.others.length === 0 || (at.inList && !pair.others.some(isTelling)))) {
      const known = define(pair.refs);
      const names = [...pair.names, ...(known?.names ?? []), ...(at.inList ? [] : [at.key])];
      visitAnswer(pair.value, pair.valueKey, at, names, pair.label ?? known?.label, pair.type ?? known?.type);
      for (const key of pair.others) visitKey(node, key, at);
      return;
    }
    const [id] = (definitions.size > 0 && at.inList && asDefinition(node, keys)?.ids) || [];
    const inside = id === undefined ? at : { ...at, within: definitions.get(id) };
    const nameParts = gravityNames(keys, at.key);
    const type = typeof node.type === "string" ? node.type : undefined;
    for (const key of keys) visitKey(node, key, inside, nameParts?.get(key), type);
  };

  /** @param type of the object, which is that of a child whose own name says nothing: `{type: "mobile", number}` */
  const visitKey = (node: Node, key: string, at: Place, meaning?: string, type?: string): void => {
    if (isFull()) return;
    const text = plainTextOf(node[key]);
    if ((text === undefined && isPlain(node[key]) && !definitions.has(key)) || !isData(key)) return;
    const labels = definitions.size > 0 && LABELS.test(key) ? labelsOf(node[key]) : undefined;
    if (labels !== undefined) {
      const inside = step(at, key, words(key), undefined);
      // A label that describes an answer is no answer itself.
      for (const [id, label] of labels) {
        if (isData(id)) visit(label, step(inside, id, words(id), { within: definitions.get(id) }));
      }
      return;
    }
    const known = /^\d{0,3}$/.test(key) ? undefined : define([key]);
    const own = words(meaning ?? key);
    const isGeneric = own.every((word) => GENERIC.has(word));
    const about = known
      ? { names: known.names.map(words), called: known.names, question: known.label, type: known.type }
      : { type: isGeneric ? type : undefined, ...(meaning !== undefined && { meaning }) };
    if (about.type === "password") return;
    visit(node[key], step(at, key, own, about), text);
  };

  /** An answer, which is called what its question says; when it has parts, they are parts of that. */
  const visitAnswer = (
    value: unknown,
    key: string,
    at: Place,
    names: readonly string[],
    question: string | undefined,
    type: string | undefined,
  ): void => {
    if (isNothing(value) || names.some((name) => !isData(name)) || type === "password") return;
    const called = names.map(words).filter((each) => each.length > 0);
    const about = { names: called, called: names, question: question ?? names[0], type, isAnswer: true };
    visit(value, step(at, key, called.flat(), about));
  };

  const root: Place = { up: undefined, key: "", path: "", inList: false };
  if (answers === undefined) visit(value, root);
  for (const { label, name, value: answer, field } of answers ?? []) {
    if (isFull()) break;
    const called = name === undefined || name === label ? [label] : [label, name];
    if (isNothing(answer) || !isData(label) || (name !== undefined && (isToken(name) || isSecret(name)))) continue;
    const own = called.map(words).filter((each) => each.length > 0);
    const about = { names: own, called, question: label, declared: field, isAnswer: true };
    visit(answer, { ...step(root, label, own.flat(), about), path: label });
  }
  return { fields: fields.filter(({ within }) => within === undefined || !used.has(within)), isCutShort };
}

type Node = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

/** Asked before what its name means, which is dear: a stranger may send thousands of names with nothing behind them. */
const plainTextOf = (value: unknown): string | undefined => (isPlain(value) ? textOf(value) : undefined);

const isNothing = (value: unknown): boolean => isPlain(value) && textOf(value) === undefined;

/** A key beside `name` and `value` that makes the object a person rather than a question: `{name, value, phone}`. */
const isTelling = (key: string): boolean => /phone|mobile|e-?mail|first|last/i.test(key);

const isNamedValue = (item: unknown): item is readonly [string, unknown] =>
  Array.isArray(item) &&
  item.length === 2 &&
  typeof item[0] === "string" &&
  typeof item[1] !== "object" &&
  /\p{L}/u.test(item[0]);

/**
 * Gravity Forms sends "all fields" without any label: field 1 is a name when it has the inputs 1.2, 1.3, 1.4, 1.6 and
 * 1.8, of which 3 is the first name and 6 the last. Addresses and consents have an input 1 as well.
 * https://docs.gravityforms.com/name/
 */
function gravityNames(keys: readonly string[], own: string): ReadonlyMap<string, string> | undefined {
  const numbered = keys.filter((key) => isDigit(key.charCodeAt(0)));
  if (numbered.length === 0) return undefined;
  const isInside = /^\d{1,6}$/.test(own);
  const inputs = new Map<string, Map<string, string>>();
  for (const key of numbered) {
    const [, field, input] = /^(\d{1,6})\.(\d)$/.exec(key) ?? (isInside ? [key, own, key] : []);
    if (field === undefined || input === undefined) continue;
    const known = inputs.get(field) ?? new Map<string, string>();
    inputs.set(field, known.set(input, key));
  }
  if (inputs.size === 0) return undefined;
  const meanings = new Map<string, string>();
  for (const field of inputs.values()) {
    const [first, last] = [field.get("3"), field.get("6")];
    if (!first || !last || ![...field.keys()].every((input) => "23468".includes(input))) continue;
    meanings.set(first, "first name").set(last, "last name");
  }
  return meanings;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
