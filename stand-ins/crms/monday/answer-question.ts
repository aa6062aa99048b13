import type { Argument, Asked, Operation } from "./read-question.ts";
import { enums, inputs, objects, scalars } from "./schema.ts";

/** Holds a question to the schema, as GraphQL has it, and answers it: https://spec.graphql.org/October2021/#sec-Validation */

/** The question does not fit the schema. */
export class Unfit extends Error {}

export type Values = Readonly<Record<string, unknown>>;

/** What stands in a field: a value, or what makes it of the arguments. */
export type Shown = { readonly [field: string]: unknown };

/**
 * @param roots what is asked for at the top, and done by mutations in their order
 * @throws Unfit, and what the roots throw
 */
export function answerQuestion({ kind, variables, fields }: Operation, given: Values, roots: Shown): Values {
  for (const [name, type] of variables) {
    if (!isInput(baseOf(type))) throw new Unfit(`Unknown type "${baseOf(type)}".`);
    if (type.endsWith("!") && (given[name] ?? null) === null)
      throw new Unfit(`Variable "$${name}" of required type "${type}" was not provided.`);
    if (given[name] !== undefined) checkValue(given[name], type, `$${name}`);
  }
  const used = new Set<string>();
  check(fields, kind === "query" ? "Query" : "Mutation", variables, used);
  for (const name of variables.keys()) if (!used.has(name)) throw new Unfit(`Variable "$${name}" is never used.`);
  return shownOf(fields, roots, given);
}

const baseOf = (type: string): string => type.replace(/[[\]!]/g, "");
const isInput = (name: string): boolean => scalars.includes(name) || name in inputs || name in enums;

function check(
  fields: readonly Asked[],
  parent: string,
  variables: ReadonlyMap<string, string>,
  used: Set<string>,
): void {
  for (const { name, args, fields: within } of fields) {
    const field = objects[parent]?.[name];
    if (!field) throw new Unfit(`Cannot query field "${name}" on type "${parent}".`);
    const wanted = field.args ?? {};
    for (const [arg, value] of args) {
      const type = wanted[arg];
      if (type === undefined) throw new Unfit(`Unknown argument "${arg}" on field "${parent}.${name}".`);
      checkArgument(value, type, variables, used);
    }
    for (const [arg, type] of Object.entries(wanted)) {
      if (type.endsWith("!") && !args.has(arg))
        throw new Unfit(`Field "${name}" argument "${arg}" of type "${type}" is required, but it was not provided.`);
    }
    const isObject = baseOf(field.type) in objects;
    if (isObject !== within.length > 0)
      throw new Unfit(`Field "${name}" of type "${field.type}" ${isObject ? "must" : "must not"} have a selection.`);
    check(within, baseOf(field.type), variables, used);
  }
}

function checkArgument(value: Argument, type: string, variables: ReadonlyMap<string, string>, used: Set<string>): void {
  if (value.kind === "variable") checkVariable(value.name, type, variables, used);
  else checkValue(plain(value, {}), type, "argument");
}

function checkVariable(name: string, type: string, variables: ReadonlyMap<string, string>, used: Set<string>): void {
  used.add(name);
  const declared = variables.get(name);
  if (declared === undefined) throw new Unfit(`Variable "$${name}" is not defined.`);
  const loose = (text: string) => text.replace(/!/g, "");
  const isTooWeak = type.endsWith("!") && !declared.endsWith("!");
  const mayHoldNulls = /!\]/.test(type) && !/!\]/.test(declared);
  if (loose(declared) !== loose(type) || isTooWeak || mayHoldNulls)
    throw new Unfit(`Variable "$${name}" of type "${declared}" used in position expecting type "${type}".`);
}

function checkValue(value: unknown, type: string, where: string): void {
  const isMissing = value === null || value === undefined;
  const nullable = type.replace(/!$/, "");
  if (isMissing && nullable === type) return;
  const items = nullable.startsWith("[") ? [value].flat() : undefined;
  const shape = inputs[nullable];
  if (isMissing) throw unfit(value, type, where);
  if (items) for (const item of items) checkValue(item, nullable.slice(1, -1), where);
  else if (shape) checkObject(value, shape, where);
  else if (!isOf(value, nullable)) throw unfit(value, type, where);
}

const unfit = (value: unknown, type: string, where: string): Unfit =>
  new Unfit(`${where} got invalid value ${JSON.stringify(value)}; expected type "${type}".`);

function checkObject(value: unknown, shape: Readonly<Record<string, string>>, where: string): void {
  if (typeof value !== "object" || value === null) throw unfit(value, "an object", where);
  const given = value as Values;
  for (const key of Object.keys(given)) if (!(key in shape)) throw new Unfit(`${where}: unknown field "${key}".`);
  for (const [key, type] of Object.entries(shape)) checkValue(given[key], type, `${where}.${key}`);
}

/** Of a scalar or an enum. */
function isOf(value: unknown, scalar: string): boolean {
  const words = enums[scalar];
  if (words) return words.includes(String(value));
  if (scalar === "Int") return Number.isInteger(value);
  if (scalar === "Boolean") return typeof value === "boolean";
  if (scalar === "ID") return typeof value === "string" || Number.isInteger(value);
  if (scalar === "String") return typeof value === "string";
  // Column values come as JSON in a text.
  if (scalar === "JSON") return typeof value === "string" && isJson(value);
  return true;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function plain(value: Argument, given: Values): unknown {
  switch (value.kind) {
    case "variable":
      return given[value.name];
    case "word":
      return value.word;
    case "value":
      return value.value;
    case "list":
      return value.items.map((item) => plain(item, given));
    case "object":
      return Object.fromEntries([...value.entries].map(([key, inner]) => [key, plain(inner, given)]));
  }
}

function shownOf(fields: readonly Asked[], shown: Shown, given: Values): Values {
  return Object.fromEntries(
    fields.map(({ name, args, fields: within }) => {
      const made = shown[name];
      const asked = Object.fromEntries([...args].map(([key, value]) => [key, plain(value, given)]));
      const value: unknown = typeof made === "function" ? made(asked) : made;
      const show = (one: unknown) => (within.length > 0 && one ? shownOf(within, one as Shown, given) : (one ?? null));
      return [name, Array.isArray(value) ? value.map(show) : show(value)];
    }),
  );
}
