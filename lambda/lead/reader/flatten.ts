import { RejectedError } from "../../runtime/errors.ts";
import { parseJson } from "../../runtime/json.ts";
import { meaningOf } from "./meaning.ts";
import { asDefinition, asPair, type Definition } from "./pairs.ts";
import { textOf } from "./text.ts";
import { GENERIC, type Words, wordsOf } from "./words.ts";

/**
 * A body as a flat list of fields, each with everything that tells what it is: its key, the question it answers, the
 * type the sender declares, and what it stands in. JSON inside of a field is read like the rest.
 */

/** As many as a form may have. */
const MAX_FIELDS = 1_000;
const MAX_ITEMS = 20;
/** Objects and lists that are looked into: many times what the largest form has. */
const MAX_NODES = 5_000;
/** Texts that are tried as JSON. An honest sender has one or two. */
const MAX_EMBEDDED = 20;

export interface Field {
  /** Where the value stands, joined by dots. */
  readonly path: string;
  /** Where its neighbours stand: the object it is in, or the list of questions and answers. */
  readonly container: string;
  readonly text: string;
  /** The values one by one, when it is a list. */
  readonly items: readonly string[];
  /** A JSON number or boolean is not text. */
  readonly isText: boolean;
  /** What it is called: its key, or question, name and key. */
  readonly names: readonly Words[];
  /** The same as they are written. */
  readonly called: readonly string[];
  /** What it stands in, from outside to inside, as it is written. */
  readonly inside: readonly Inside[];
  /** The question as the visitor saw it. */
  readonly question: string | undefined;
  readonly type: string | undefined;
  readonly typeWords: Words;
  /** Our field, where the vendor declares the type of an answer. */
  readonly declared: string | undefined;
  /** The name of the thing it is a part of. */
  readonly parent: Words;
  /** All words on the way to it, its own included. */
  readonly around: Words;
}

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

export interface Inside {
  readonly path: string;
  readonly name: string;
  /** Which one of a list of things it is in; the first is 0. */
  readonly item: number | undefined;
}

/** Whether a list holds the answers of one person, question by question, rather than several people. */
export const isAnswers = (list: readonly unknown[]): boolean =>
  list.length > 1 &&
  list.every(
    (item) =>
      isNamedValue(item) ||
      (typeof item === "object" && item !== null && !Array.isArray(item) && asPair(item as Node)?.others.length === 0),
  );

/**
 * Every value of a body that is data.
 * @param answers where the body is a list of them; each is called by its question and by its owner's name for it
 */
export function fieldsOf(value: unknown, answers?: readonly LabelledAnswer[]): Field[] {
  const wordsBy = new Map<string, Words>();
  const words = (name: string): Words => {
    const known = wordsBy.get(name) ?? wordsOf(name);
    if (wordsBy.size < MAX_FIELDS) wordsBy.set(name, known);
    return known;
  };
  const definitions = definitionsIn(value);
  const used = new Set<Definition>();
  const fields: FoundField[] = [];
  let embeddedLeft = MAX_EMBEDDED;
  let nodesLeft = MAX_NODES;

  const isFull = () => fields.length >= MAX_FIELDS || nodesLeft <= 0;

  const define = (refs: readonly string[]): Definition | undefined => {
    if (definitions.size === 0) return undefined;
    const found = refs.map((ref) => definitions.get(ref)).find((known) => known !== undefined);
    if (found) used.add(found);
    return found;
  };

  const visit = (node: unknown, at: Place): void => {
    if (isFull()) return;
    const text = textOf(node);
    if (text !== undefined) {
      const isTried = typeof node === "string" && isPerhapsEmbedded(node) && embeddedLeft-- > 0;
      const inner = isTried ? embedded(node) : undefined;
      if (inner === undefined) fields.push(fieldAt(at, node, text, words));
      else visit(inner, at);
    } else if (typeof node === "object" && node !== null && nodesLeft-- > 0) {
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
    const pair = at.up && !at.isAnswer ? asPair(node) : undefined;
    if (pair && (pair.others.length === 0 || (at.inList && !pair.others.some(isTelling)))) {
      const known = define(pair.refs);
      const names = [...pair.names, ...(known?.names ?? []), ...(at.inList ? [] : [at.key])];
      visitAnswer(pair.value, pair.valueKey, at, names, pair.label ?? known?.label, pair.type ?? known?.type);
      for (const key of pair.others) visitKey(node, key, at);
      return;
    }
    const [id] = (definitions.size > 0 && at.inList && asDefinition(node)?.ids) || [];
    const inside = id === undefined ? at : { ...at, within: definitions.get(id) };
    const nameParts = gravityNames(node, at.key);
    const type = typeof node.type === "string" ? node.type : undefined;
    for (const key of Object.keys(node)) visitKey(node, key, inside, nameParts?.get(key), type);
  };

  /** @param type of the object, which is that of a child whose own name says nothing: `{type: "mobile", number}` */
  const visitKey = (node: Node, key: string, at: Place, meaning?: string, type?: string): void => {
    if (isFull() || !isData(key)) return;
    const labels = definitions.size > 0 && LABELS.test(key) ? node[key] : undefined;
    if (isLabels(labels)) {
      const inside = step(at, key, words(key), undefined);
      // A label that describes an answer is no answer itself.
      for (const [id, label] of Object.entries(labels)) {
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
    visit(node[key], step(at, key, own, about));
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
    if (names.some((name) => !isData(name)) || type === "password") return;
    const called = names.map(words).filter((each) => each.length > 0);
    const about = { names: called, called: names, question: question ?? names[0], type, isAnswer: true };
    visit(value, step(at, key, called.flat(), about));
  };

  const root: Place = { up: undefined, key: "", path: "", inList: false };
  if (answers === undefined) visit(value, root);
  for (const { label, name, value: answer, field } of answers ?? []) {
    if (isFull()) break;
    const called = name === undefined || name === label ? [label] : [label, name];
    if (!isData(label) || (name !== undefined && (isToken(name) || isSecret(name)))) continue;
    const own = called.map(words).filter((each) => each.length > 0);
    const about = { names: own, called, question: label, declared: field, isAnswer: true };
    visit(answer, { ...step(root, label, own.flat(), about), path: label });
  }
  return fields.filter(({ within }) => within === undefined || !used.has(within));
}

type Node = Readonly<Record<string, unknown>>;

/** A definition that turns out to describe an answer is no data itself. */
type FoundField = Field & { readonly within: Definition | undefined };

/** One step of the way to a value. Linked instead of copied: bodies may be deep, and most places hold no field. */
interface Place {
  readonly up: Place | undefined;
  readonly key: string;
  /** All keys up to here, joined by dots. */
  readonly path: string;
  /** What the step is called, when it is. */
  readonly own?: Words | undefined;
  readonly inList?: boolean;
  /** What the value is called when its key alone does not tell. */
  readonly names?: readonly Words[] | undefined;
  readonly called?: readonly string[] | undefined;
  readonly declared?: string | undefined;
  readonly question?: string | undefined;
  readonly type?: string | undefined;
  readonly isAnswer?: boolean;
  /** What its key stands for. */
  readonly meaning?: string | undefined;
  readonly within?: Definition | undefined;
}

const step = (up: Place, key: string, own: Words | undefined, about: Partial<Place> | undefined): Place => ({
  up,
  key,
  path: up.up ? `${up.path}.${key}` : key,
  own: own?.length ? own : undefined,
  within: up.within,
  ...about,
});

/** How many steps back the words still say something about a value. */
const MAX_WORDY_STEPS = 8;

function fieldAt(at: Place, node: unknown, text: string, words: (name: string) => Words): FoundField {
  const trail: Words[] = [];
  const steps: Inside[] = [];
  let item: number | undefined;
  let isAnswerIn = false;
  for (let place: Place = at; place.up && trail.length < MAX_WORDY_STEPS; place = place.up) {
    if (place.own) {
      trail.push(place.own);
      const name = place.isAnswer ? (place.question ?? place.key) : (place.meaning ?? place.key);
      steps.push({ path: place.path, name, item });
    }
    // An answer in a list of answers is no person in a list of people.
    item = place.inList && !isAnswerIn ? Number(place.key) : undefined;
    isAnswerIn = place.isAnswer === true;
  }
  trail.reverse();
  steps.reverse();
  const telling = Math.max(
    trail.findLastIndex((each) => !each.every((word) => GENERIC.has(word))),
    0,
  );
  const { question, type, isAnswer } = at;
  const isCalled = isAnswer && at.names?.length;
  const own = steps.slice(telling).map(({ name }) => name);
  return {
    path: at.path,
    // The neighbours of a question and its answer are the other questions.
    container: (isAnswer ? at.up?.up : at.up)?.path ?? "",
    text,
    items: Array.isArray(node) ? node.slice(0, MAX_ITEMS).flatMap((item) => textOf(item) ?? []) : [],
    isText: typeof node !== "number" && typeof node !== "boolean",
    names: [...(at.names ?? []), ...(isCalled ? [] : [trail.slice(telling).flat()])],
    called: [...(at.called ?? []), ...(isCalled || own.length === 0 ? [] : [own.join(" ")])],
    inside: steps.slice(0, isCalled ? -1 : telling),
    question,
    type,
    declared: at.declared,
    typeWords: type === undefined ? [] : words(type),
    parent: trail.at(-2) ?? [],
    around: trail.flat(),
    within: at.within,
  };
}

/** Names that begin with `_` are instructions to the receiver; tokens and passwords are nobody's answers. */
const isData = (name: string): boolean =>
  !(name.startsWith("_") && name !== "_replyto") && !isToken(name) && !isSecret(name);

const isToken = (name: string): boolean =>
  !/\s/.test(name.trim()) && /captcha|turnstile|authenticity_token|csrf|^google_key$|^HandshakeKey$/i.test(name);

/** `Password` is one; a question that mentions one is not. */
function isSecret(name: string): boolean {
  const { decoy, rest } = meaningOf(name);
  return decoy === "secret" && rest.length < 2;
}

/** A key beside `name` and `value` that makes the object a person rather than a question: `{name, value, phone}`. */
const isTelling = (key: string): boolean => /phone|mobile|e-?mail|first|last/i.test(key);

const isNamedValue = (item: unknown): item is readonly [string, unknown] =>
  Array.isArray(item) &&
  item.length === 2 &&
  typeof item[0] === "string" &&
  typeof item[1] !== "object" &&
  /\p{L}/u.test(item[0]);

const isPerhapsEmbedded = (text: string): boolean =>
  /^\s{0,100}(?:[{[]|(?:prefix|first|middle|initial|last|suffix) = )/.test(text);

/** JSON in a text, or the lines `first = A` of Formstack: https://developers.formstack.com/docs/webhook-setup */
function embedded(text: string): object | undefined {
  const start = text.trimStart().charAt(0);
  if (start === "{" || start === "[") {
    try {
      const value = parseJson(text);
      return typeof value === "object" && value !== null ? value : undefined;
    } catch (error) {
      if (error instanceof RejectedError) return undefined;
      throw error;
    }
  }
  if (text.length > 1_000) return undefined;
  const lines = text.split(/\r?\n/).map((line) => /^(\w+) = (.*)$/.exec(line));
  if (lines.includes(null)) return undefined;
  return Object.fromEntries(lines.map((line) => [line?.[1] ?? "", line?.[2] ?? ""]));
}

/** The words of questions by the names of their fields: `{answers: {input_1: "…"}, labels: {input_1: "Phone"}}`. */
const LABELS = /^(?:field_?|question_?)?(?:labels|titles|captions)$|^questions$/i;

const isLabels = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((label) => typeof label === "string" && /\p{L}/u.test(label));

function definitionsIn(value: unknown): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  let nodesLeft = MAX_NODES;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || found.size >= MAX_FIELDS || nodesLeft-- <= 0) return;
    if (Array.isArray(node)) {
      for (const item of node) {
        const definition = typeof item === "object" && item !== null ? asDefinition(item as Node) : undefined;
        for (const id of definition?.ids ?? []) if (definition && !found.has(id)) found.set(id, definition.says);
        visit(item);
      }
    } else {
      for (const key of Object.keys(node)) {
        const inner = (node as Node)[key];
        if (LABELS.test(key) && isLabels(inner)) {
          for (const [id, label] of Object.entries(inner)) {
            if (!found.has(id)) found.set(id, { label, names: [label], type: undefined });
          }
        } else visit(inner);
      }
    }
  };
  visit(value);
  return found;
}

/**
 * Gravity Forms sends "all fields" without any label: field 1 is a name when it has the inputs 1.2, 1.3, 1.4, 1.6 and
 * 1.8, of which 3 is the first name and 6 the last. Addresses and consents have an input 1 as well.
 * https://docs.gravityforms.com/name/
 */
function gravityNames(node: Node, own: string): ReadonlyMap<string, string> | undefined {
  const isInside = /^\d{1,6}$/.test(own);
  const inputs = new Map<string, Map<string, string>>();
  for (const key of Object.keys(node)) {
    if (!isDigit(key.charCodeAt(0))) continue;
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
