import { textOf } from "./text.ts";

/**
 * Form builders send answers as objects of a question and a value: `{label, type, value}` at Tally, `{title, key,
 * value}` at Paperform, `{column_id, string_value}` at Google. Some keep the questions elsewhere and name them by id
 * (Typeform, LinkedIn); such an object without a value is a definition.
 */

export interface Definition {
  /** The question as the visitor saw it. */
  readonly label: string | undefined;
  /** All names that the value goes by, the label among them. */
  readonly names: readonly string[];
  /** The type as the sender declares it. */
  readonly type: string | undefined;
}

export interface Pair extends Definition {
  /** Where in the object the value stands, joined by dots. */
  readonly valueKey: string;
  readonly value: unknown;
  /** Names of definitions that may tell more. */
  readonly refs: readonly string[];
  /** Keys that are no part of the question, the answer or their description. */
  readonly others: readonly string[];
}

type Node = Readonly<Record<string, unknown>>;

/**
 * The question and the answer in an object, when it is made of those.
 * @param keys of the object, which whoever asks has at hand: to list them takes time where they are thousands
 */
export function asPair(node: Node, keys: readonly string[]): Pair | undefined {
  const parts = partsOf(node, keys);
  if (parts?.valueKey === undefined) return undefined;
  const about = saidBy(node, parts);
  const more = inner(node);
  const refs =
    more.length === 0
      ? parts.refs
      : [...parts.refs, ...more.flatMap((part) => partsOf(part, Object.keys(part))?.refs ?? [])];
  if (about.names.length === 0 && about.type === undefined && refs.length === 0) return undefined;
  const given = resolved(node[parts.valueKey], node);
  const [valueKey, value] = isObject(given) ? unwrapped([parts.valueKey], given) : [parts.valueKey, given];
  // Each property by itself: to spread an object takes as long as to read it.
  return { label: about.label, names: about.names, type: about.type, valueKey, value, refs, others: parts.others };
}

/** What an object says about values that stand elsewhere, and the names under which it may be meant. */
export function asDefinition(
  node: Node,
  keys: readonly string[],
): { readonly ids: readonly string[]; readonly says: Definition } | undefined {
  // Asked before any text is read: most objects of a form are answers.
  if (keys.length > MOST_KEYS || keys.some((key) => roleOf(key)?.role === "value")) return undefined;
  const parts = partsOf(node, keys);
  if (!parts || parts.refs.length === 0 || parts.valueKey !== undefined) return undefined;
  // What says more than a question does is data, and must not be taken for the description of data.
  if (parts.others.some((key) => typeof node[key] === "string" || typeof node[key] === "number")) return undefined;
  const says = saidBy(node, parts);
  return says.label === undefined && says.type === undefined ? undefined : { ids: parts.refs, says };
}

// ── the parts of an object ──────────────────────────────────────────────────────────────────────────────────────

type Role = "value" | "label" | "name" | "type" | "about";

const REFS = new Set("id ref key questionid fieldid fieldname qid".split(" "));
const roles = new Map<string, { readonly role: Role; readonly rank: number; readonly isRef: boolean }>();
for (const [role, keys] of [
  [
    "about",
    "id questionid fieldid qid text rawvalue required options choices description position index order helptext",
  ],
  ["about", "placeholder objecttypeid prettyformat fieldelementid"],
  [
    "value",
    "optionvalue value values answer answers stringvalue answerdetails fieldvalue response content userinput a",
  ],
  [
    "label",
    "label title question questiontext fieldlabel columnname prompt header q questiontitle questionlabel questionname fieldtitle itemtitle",
  ],
  ["name", "name key customkey field fieldname ref slug variable part"],
  ["type", "type fieldtype inputtype columnid predefinedfield system kind"],
] as const) {
  for (const [rank, key] of keys.split(" ").entries()) roles.set(key, { role, rank, isRef: REFS.has(key) });
}
const roleOf = (key: string) => roles.get(key) ?? roles.get(simpleKey(key));
const MOST_KEYS = 24;

interface Parts {
  readonly valueKey: string | undefined;
  readonly labels: readonly string[];
  readonly names: readonly string[];
  readonly type: string | undefined;
  readonly refs: readonly string[];
  readonly others: readonly string[];
}

/** An object's keys by what they are for, in one pass: every object of a body is looked at. */
function partsOf(node: Node, keys: readonly string[]): Parts | undefined {
  if (keys.length > MOST_KEYS) return undefined;
  const labels: string[] = [];
  const names: string[] = [];
  const refs: string[] = [];
  const others: string[] = [];
  let valueKey: string | undefined;
  let valueRank = Number.POSITIVE_INFINITY;
  let type: string | undefined;
  for (const key of keys) {
    const known = roleOf(key);
    if (known === undefined) {
      others.push(key);
      continue;
    }
    const { role, rank, isRef } = known;
    if (role === "value") {
      if (rank < valueRank) [valueKey, valueRank] = [key, rank];
    } else if (role !== "about" || isRef) {
      const text = textOf(node[key]);
      if (text === undefined) continue;
      if (role === "label") labels.push(text);
      if (role === "name") names.push(text);
      if (role === "type" && typeof node[key] === "string") type ??= text;
      if (isRef) refs.push(text);
    }
  }
  // An answer that was chosen and then filled in: `{value: "phone", optionValue: "+1 …"}`.
  if (valueKey !== undefined && simpleKey(valueKey) === "optionvalue" && typeof node.value === "string") {
    type ??= textOf(node.value);
  }
  // Typeform names the value by its type: `{type: "email", email: "…"}`.
  if (valueKey === undefined && type !== undefined && Object.hasOwn(node, type)) {
    const own = type;
    return { valueKey: own, labels, names, type, refs, others: others.filter((key) => key !== own) };
  }
  return { valueKey, labels, names, type, refs, others };
}

function saidBy(node: Node, { valueKey, labels, names, type }: Parts): Definition {
  // At Jotform the question is the `text`.
  const text = valueKey === "text" || typeof node.text !== "string" ? undefined : textOf(node.text);
  const about = inner(node);
  const more = about.length === 0 ? [] : about.flatMap((part) => [textOf(part.title), textOf(part.ref)]);
  const all = [...labels, text, ...names, ...more].filter((name) => name !== undefined);
  return { label: labels[0] ?? text, names: all.length > 1 ? [...new Set(all)] : all, type };
}

/** Typeform says in `field` which question an answer belongs to. */
const inner = ({ field, question }: Node): readonly Node[] =>
  isObject(field) || isObject(question) ? [field, question].filter(isObject) : NOTHING;
const NOTHING: readonly Node[] = [];

/** Tally sends the ids of the options that were chosen, Typeform an object: a person reads their texts. */
function resolved(value: unknown, { options }: Node): unknown {
  if (isObject(value) && !Array.isArray(value)) {
    if (Array.isArray(value.labels)) return value.labels;
    return typeof value.label === "string" && Object.hasOwn(value, "id") ? value.label : value;
  }
  // Heyflow puts each into an object of its own: `values: [{label, id}]`.
  const isChoice = (item: unknown): item is Node =>
    isObject(item) &&
    typeof item.label === "string" &&
    Object.keys(item).every((key) => key === "label" || key === "id");
  if (Array.isArray(value) && value.length > 0 && value.every(isChoice)) return value.map(({ label }) => label);
  if (!Array.isArray(options) || value === null || value === undefined) return value;
  const texts = new Map(
    options
      .filter(isObject)
      .map((option) => [textOf(option.id), textOf(option.text) ?? textOf(option.label) ?? textOf(option.name)]),
  );
  const meant = (item: unknown) => texts.get(textOf(item)) ?? item;
  return Array.isArray(value) ? value.map(meant) : meant(value);
}

/** LinkedIn wraps each answer: `{textQuestionAnswer: {answer: "…"}}`. */
function unwrapped(path: readonly string[], value: unknown): readonly [path: string, value: unknown] {
  const [key, ...more] = isObject(value) && !Array.isArray(value) ? Object.keys(value) : [];
  if (key === undefined || more.length > 0 || path.length > 4 || !/answer|value|text|response/i.test(key)) {
    return [path.join("."), value];
  }
  return unwrapped([...path, key], (value as Node)[key]);
}

/** `string_value`, `stringValue` and `String Value` are one key. No key with a role is longer. */
const simpleKey = (key: string): string => (key.length > 20 ? "" : key.replace(/[_\-\s]/g, "").toLowerCase());

const isObject = (value: unknown): value is Node => typeof value === "object" && value !== null;
