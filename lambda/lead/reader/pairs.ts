import { textOf } from "./text.ts";

/**
 * Form builders send answers as objects of a question and a value: `{label, type, value}` at Tally, `{title, key,
 * value}` at Paperform, `{column_id, string_value}` at Google. Some keep the questions elsewhere and name them by id
 * (Typeform, LinkedIn); such an object without a value is a definition.
 */

export interface Pair {
  /** Where in the object the value stands, joined by dots. */
  readonly valueKey: string;
  readonly value: unknown;
  /** The question as the visitor saw it. */
  readonly label: string | undefined;
  /** All names that the value goes by, the label among them. */
  readonly names: readonly string[];
  readonly type: string | undefined;
  /** Names of definitions that may tell more. */
  readonly refs: readonly string[];
  /** Keys that are no part of the question, the answer or their description. */
  readonly others: readonly string[];
}

export interface Definition {
  readonly label: string | undefined;
  readonly names: readonly string[];
  readonly type: string | undefined;
}

type Node = Readonly<Record<string, unknown>>;

const set = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const VALUE = "value values answer answers stringvalue answerdetails fieldvalue response content userinput".split(" ");
const LABEL = "label title question questiontext fieldlabel columnname prompt header".split(" ");
const NAME = "name key customkey field fieldname ref slug".split(" ");
const TYPE = "type fieldtype inputtype columnid predefinedfield".split(" ");
const REF = set("id ref key questionid fieldid fieldname qid");
const DESCRIPTION = set(
  `${[...LABEL, ...NAME, ...TYPE].join(" ")} id ref questionid fieldid qid text rawvalue required options choices description
   position index order helptext placeholder objecttypeid prettyformat fieldelementid`.replace(/\s+/g, " "),
);
const MOST_KEYS = 24;

/** The question and the answer in an object, when it is made of those. */
export function asPair(node: Node): Pair | undefined {
  const keys = Object.keys(node);
  if (keys.length > MOST_KEYS) return undefined;
  const byName = new Map(keys.map((key) => [simple(key), key]));
  const first = (names: readonly string[]) => firstText(node, byName, names);
  const type = first(TYPE);
  const valueKey = valueKeyOf(node, byName, type);
  if (valueKey === undefined) return undefined;
  const about = described(node, byName, valueKey, type);
  const refs = [node, ...[node.field, node.question].filter(isObject)].flatMap(refsOf);
  if (about.names.length === 0 && about.type === undefined && refs.length === 0) return undefined;
  const others = keys.filter(
    (key) => key !== valueKey && !DESCRIPTION.has(simple(key)) && !VALUE.includes(simple(key)),
  );
  const [place, value] = unwrapped([valueKey], resolved(node[valueKey], node));
  return { ...about, valueKey: place, value, refs, others };
}

/** What an object says about values that stand elsewhere, by the names under which it may be meant. */
export function asDefinition(node: Node): { readonly ids: readonly string[]; readonly says: Definition } | undefined {
  const keys = Object.keys(node);
  if (keys.length > MOST_KEYS) return undefined;
  const byName = new Map(keys.map((key) => [simple(key), key]));
  const type = firstText(node, byName, TYPE);
  const ids = refsOf(node);
  if (ids.length === 0 || valueKeyOf(node, byName, type) !== undefined) return undefined;
  // What says more than a question does is data, and must not be taken for the description of data.
  const isMore = (key: string) => /^(?:string|number)$/.test(typeof node[key]) && !DESCRIPTION.has(simple(key));
  if (keys.some(isMore)) return undefined;
  const says = described(node, byName, undefined, type);
  return says.label === undefined && says.type === undefined ? undefined : { ids, says };
}

/** Typeform names the value by its type: `{type: "email", email: "…"}`. */
function valueKeyOf(node: Node, byName: ReadonlyMap<string, string>, type: string | undefined): string | undefined {
  const known = VALUE.map((name) => byName.get(name)).find((key) => key !== undefined);
  if (known !== undefined) return known;
  if (type !== undefined && Object.hasOwn(node, type)) return type;
  return byName.has("choices") && type === "choices" ? "choices" : undefined;
}

function described(
  node: Node,
  byName: ReadonlyMap<string, string>,
  valueKey: string | undefined,
  type: string | undefined,
): Definition {
  const texts = (names: readonly string[]): string[] =>
    names
      .map((name) => byName.get(name))
      .filter((key) => key !== undefined && key !== valueKey)
      .map((key) => textOf(node[key as string]))
      .filter((text) => text !== undefined);
  // At Jotform the question is the `text`.
  const labels = texts([...LABEL, "text"]);
  const inner = [node.field, node.question].filter(isObject).flatMap((part) => [textOf(part.title), textOf(part.ref)]);
  const names = [...labels, ...texts(NAME), ...inner.filter((text) => text !== undefined)];
  return { label: labels[0], names: [...new Set(names)], type };
}

/** LinkedIn wraps each answer: `{textQuestionAnswer: {answer: "…"}}`. */
function unwrapped(path: readonly string[], value: unknown): readonly [path: string, value: unknown] {
  const [key, ...more] = isObject(value) && !Array.isArray(value) ? Object.keys(value) : [];
  if (key === undefined || more.length > 0 || path.length > 4 || !/answer|value|text|response/i.test(key)) {
    return [path.join("."), value];
  }
  return unwrapped([...path, key], (value as Node)[key]);
}

const refsOf = (node: Node): string[] =>
  Object.keys(node)
    .filter((key) => REF.has(simple(key)))
    .map((key) => textOf(node[key]))
    .filter((text) => text !== undefined);

/** Tally sends the ids of the options that were chosen, Typeform an object: a person reads their texts. */
function resolved(value: unknown, { options }: Node): unknown {
  if (isObject(value) && !Array.isArray(value)) {
    if (Array.isArray(value.labels)) return value.labels;
    return typeof value.label === "string" && Object.hasOwn(value, "id") ? value.label : value;
  }
  if (!Array.isArray(options) || value === null || value === undefined) return value;
  const texts = new Map(
    options
      .filter(isObject)
      .map((option) => [textOf(option.id), textOf(option.text) ?? textOf(option.label) ?? textOf(option.name)]),
  );
  const meant = (item: unknown) => texts.get(textOf(item)) ?? item;
  return Array.isArray(value) ? value.map(meant) : meant(value);
}

const firstText = (node: Node, byName: ReadonlyMap<string, string>, names: readonly string[]): string | undefined =>
  names
    .map((name) => byName.get(name))
    .map((key) => (key === undefined || typeof node[key] !== "string" ? undefined : textOf(node[key])))
    .find((text) => text !== undefined);

/** `string_value`, `stringValue` and `String Value` are one key. */
const simple = (key: string): string => key.replace(/[_\-\s]/g, "").toLowerCase();

const isObject = (value: unknown): value is Node => typeof value === "object" && value !== null;
