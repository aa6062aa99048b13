import { RejectedError } from "../../runtime/errors.ts";
import { parseJson } from "../../runtime/json.ts";
import { asDefinition, asPair, type Definition } from "./pairs.ts";
import { textOf } from "./text.ts";
import { GENERIC, type Words, wordsOf } from "./words.ts";

/**
 * A body as a flat list of fields, each with everything that tells what it is: its key, the question it answers, the
 * type the sender declares, and what it stands in. JSON inside of a field is read like the rest.
 */

const MAX_FIELDS = 2_000;
const MAX_JSON_IN_JSON = 3;

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
  /** The question as the visitor saw it. */
  readonly question: string | undefined;
  readonly type: string | undefined;
  readonly typeWords: Words;
  /** The name of the thing it is a part of. */
  readonly parent: Words;
  /** All words on the way to it, its own included. */
  readonly around: Words;
}

/** Whether a list holds the answers of one person, question by question, rather than several people. */
export const isAnswers = (list: readonly unknown[]): boolean =>
  list.length > 1 &&
  list.every(
    (item) =>
      isNamedValue(item) ||
      (typeof item === "object" && item !== null && !Array.isArray(item) && asPair(item as Node)?.others.length === 0),
  );

/** Every value of a body that is data. */
export function fieldsOf(value: unknown): Field[] {
  const wordsBy = new Map<string, Words>();
  const words = (name: string): Words => {
    const known = wordsBy.get(name) ?? wordsOf(name);
    if (wordsBy.size < MAX_FIELDS) wordsBy.set(name, known);
    return known;
  };
  const definitions = definitionsIn(value);
  const used = new Set<Definition>();
  const fields: FoundField[] = [];

  const define = (refs: readonly string[]): Definition | undefined => {
    const found = refs.map((ref) => definitions.get(ref)).find((known) => known !== undefined);
    if (found) used.add(found);
    return found;
  };

  const visit = (node: unknown, at: Place): void => {
    if (fields.length >= MAX_FIELDS) return;
    const text = textOf(node);
    if (text !== undefined) {
      const inner = typeof node === "string" && at.embedded < MAX_JSON_IN_JSON ? embedded(node) : undefined;
      if (inner === undefined) fields.push(fieldAt(at, node, text, words));
      else visit(inner, { ...at, embedded: at.embedded + 1 });
    } else if (Array.isArray(node)) {
      visitList(node, at);
    } else if (typeof node === "object" && node !== null) {
      visitObject(node as Node, at);
    }
  };

  const visitList = (list: readonly unknown[], at: Place): void => {
    const areNamed = list.every(isNamedValue);
    for (const [index, item] of list.entries()) {
      if (fields.length >= MAX_FIELDS) return;
      const here = { ...at, path: [...at.path, String(index)], inList: true };
      if (areNamed && isNamedValue(item))
        visitAnswer(item[1], [item[0]], { label: item[0], type: undefined }, "1", { ...here, container: at });
      else visit(item, here);
    }
  };

  const visitObject = (node: Node, at: Place): void => {
    const pair = at.path.length > 0 ? asPair(node) : undefined;
    if (pair && (pair.others.length === 0 || (at.inList && !pair.others.some(isTelling)))) {
      const known = define(pair.refs);
      const names = [...pair.names, ...(known?.names ?? []), ...(at.inList ? [] : at.path.slice(-1))];
      const about = { label: pair.label ?? known?.label, type: pair.type ?? known?.type };
      visitAnswer(pair.value, names, about, pair.valueKey, { ...at, container: containerOf(at) });
      for (const key of pair.others) visitKey(node, key, at);
      return;
    }
    const [id] = (definitions.size > 0 && at.inList && asDefinition(node)?.ids) || [];
    const inside = { ...at, within: id === undefined ? at.within : definitions.get(id) };
    const nameParts = gravityNames(node, at.path.at(-1));
    for (const key of Object.keys(node)) visitKey(node, key, inside, nameParts.get(key));
  };

  const visitKey = (node: Node, key: string, at: Place, meaning?: string): void => {
    if (fields.length >= MAX_FIELDS || !isData(key)) return;
    const known = /^\d{0,3}$/.test(key) ? undefined : definitions.get(key);
    if (known) used.add(known);
    const own = words(meaning ?? key);
    visit(node[key], {
      ...at,
      container: undefined,
      path: [...at.path, key],
      trail: own.length > 0 ? [...at.trail, own] : at.trail,
      names: known ? known.names.map(words) : undefined,
      label: known?.label,
      type: known?.type,
      inList: false,
    });
  };

  /** An answer, which is called what its question says; when it has parts, they are parts of that. */
  const visitAnswer = (
    value: unknown,
    names: readonly string[],
    about: { readonly label: string | undefined; readonly type: string | undefined },
    key: string,
    at: Place,
  ): void => {
    if (names.some((name) => !isData(name))) return;
    const called = names.map(words).filter((each) => each.length > 0);
    visit(value, {
      ...at,
      path: [...at.path, key],
      trail: called.length > 0 ? [...at.trail, called.flat()] : at.trail,
      names: called,
      label: about.label ?? names[0],
      type: about.type,
      inList: false,
    });
  };

  visit(value, { path: [], trail: [], inList: false, embedded: 0 });
  return fields.filter(({ within }) => within === undefined || !used.has(within));
}

type Node = Readonly<Record<string, unknown>>;

/** A definition that turns out to describe an answer is no data itself. */
type FoundField = Field & { readonly within: Definition | undefined };

interface Place {
  readonly path: readonly string[];
  /** The words of each named step of the way. */
  readonly trail: readonly Words[];
  /** What it is called when its key alone does not tell. */
  readonly names?: readonly Words[] | undefined;
  readonly label?: string | undefined;
  readonly type?: string | undefined;
  readonly container?: Place | undefined;
  readonly inList: boolean;
  readonly embedded: number;
  readonly within?: Definition | undefined;
}

/** The place whose other children are neighbours of a question and its answer. */
const containerOf = (at: Place): Place => ({ ...at, path: at.path.slice(0, -1) });

function fieldAt(at: Place, node: unknown, text: string, words: (name: string) => Words): FoundField {
  const { path, trail, type } = at;
  return {
    path: path.join("."),
    container: (at.container?.path ?? path.slice(0, -1)).join("."),
    text,
    items: Array.isArray(node) ? node.map(textOf).filter((item) => item !== undefined) : [],
    isText: typeof node !== "number" && typeof node !== "boolean",
    names: [...(at.names ?? []), ...(at.names?.length && at.container ? [] : [tellingWords(trail)])],
    question: at.label,
    type,
    typeWords: type === undefined ? [] : words(type),
    parent: trail.at(-2) ?? [],
    around: trail.flat(),
    within: at.within,
  };
}

/** `phone.value` and `phones.0.number` are called by what they are the value of. */
function tellingWords(trail: readonly Words[]): Words {
  const telling = trail.findLastIndex((step) => !step.every((word) => GENERIC.has(word)));
  return trail.slice(Math.max(telling, 0)).flat();
}

/** Names that begin with `_` are instructions to the receiver; tokens and passwords are nobody's answers. */
const isData = (name: string): boolean =>
  !(name.startsWith("_") && name !== "_replyto") &&
  !/captcha|turnstile|authenticity_token|csrf|password|^google_key$|^HandshakeKey$/i.test(name);

/** A key beside `name` and `value` that makes the object a person rather than a question: `{name, value, phone}`. */
const isTelling = (key: string): boolean => /phone|mobile|e-?mail|first|last/i.test(key);

const isNamedValue = (item: unknown): item is readonly [string, unknown] =>
  Array.isArray(item) &&
  item.length === 2 &&
  typeof item[0] === "string" &&
  typeof item[1] !== "object" &&
  /\p{L}/u.test(item[0]);

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
  if (text.length > 1_000 || !/^(?:prefix|first|middle|initial|last|suffix) = /.test(text)) return undefined;
  const lines = text.split(/\r?\n/).map((line) => /^(\w+) = (.*)$/.exec(line));
  if (lines.includes(null)) return undefined;
  return Object.fromEntries(lines.map((line) => [line?.[1] ?? "", line?.[2] ?? ""]));
}

function definitionsIn(value: unknown): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null || found.size >= MAX_FIELDS) return;
    if (Array.isArray(node)) {
      for (const item of node) {
        const definition = typeof item === "object" && item !== null ? asDefinition(item as Node) : undefined;
        for (const id of definition?.ids ?? []) if (definition && !found.has(id)) found.set(id, definition.says);
        visit(item);
      }
    } else for (const key of Object.keys(node)) visit((node as Node)[key]);
  };
  visit(value);
  return found;
}

/**
 * Gravity Forms sends "all fields" without any label: field 1 is a name when it has the inputs 1.2, 1.3, 1.4, 1.6 and
 * 1.8, of which 3 is the first name and 6 the last. Addresses and consents have an input 1 as well.
 * https://docs.gravityforms.com/name/
 */
function gravityNames(node: Node, own: string | undefined): ReadonlyMap<string, string> {
  const inputs = new Map<string, Map<string, string>>();
  for (const key of Object.keys(node)) {
    const [, field, input] = /^(\d{1,6})\.(\d)$/.exec(key) ?? (/^\d{1,6}$/.test(own ?? "") ? [key, own, key] : []);
    if (field === undefined || input === undefined) continue;
    const known = inputs.get(field) ?? new Map<string, string>();
    inputs.set(field, known.set(input, key));
  }
  const meanings = new Map<string, string>();
  for (const field of inputs.values()) {
    const [first, last] = [field.get("3"), field.get("6")];
    if (!first || !last || ![...field.keys()].every((input) => "23468".includes(input))) continue;
    meanings.set(first, "first name").set(last, "last name");
  }
  return meanings;
}
