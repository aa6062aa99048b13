import { TemplateError } from "../template-error.ts";

/**
 * The filters of an event source mapping, as Lambda evaluates them.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */

type Test = (value: unknown) => boolean;

/**
 * Compiles filter patterns; a record passes if one of them fits, or if there are none.
 * @throws TemplateError naming an operator that is not known here
 */
export function compileFilter(patterns: readonly string[]): (record: unknown) => boolean {
  const tests = patterns.map((pattern) => compileNode(JSON.parse(pattern)));
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}

/** An object asks for all its fields; a list at the end of a path says what may stand there. */
function compileNode(pattern: unknown): Test {
  if (Array.isArray(pattern)) return compileLeaf(pattern);
  if (!isObject(pattern)) throw new TemplateError(`A filter says ${JSON.stringify(pattern)} where it needs a list`);
  const fields = Object.entries(pattern).map(([name, inner]) => {
    if (name.startsWith("$")) throw unknown(name);
    return [name, compileNode(inner)] as const;
  });
  return (value) => fields.every(([name, test]) => test(isObject(value) ? value[name] : undefined));
}

function compileLeaf(matchers: readonly unknown[]): Test {
  const tests = matchers.map(compileMatcher);
  return (value) => tests.some((test) => test(value));
}

function compileMatcher(matcher: unknown): Test {
  if (!isObject(matcher)) return anyOf((value) => value === matcher);
  const [[operator, operand] = ["", undefined], ...others] = Object.entries(matcher);
  const compile = operators[operator];
  if (!compile || others.length > 0) throw unknown(Object.keys(matcher).join(", "));
  return compile(operand);
}

const operators: Readonly<Record<string, (operand: unknown) => Test>> = {
  // Only the end of a path can exist; an object in its place is not one.
  exists: (operand) => {
    if (typeof operand !== "boolean") throw unknown("exists");
    return (value) => (value !== undefined && !isObject(value)) === operand;
  },
  prefix: (operand) => {
    if (typeof operand !== "string") throw unknown("prefix");
    return anyOf((value) => typeof value === "string" && value.startsWith(operand));
  },
  "anything-but": (operand) => {
    const excluded = isObject(operand) ? [operand] : [operand].flat();
    const tests = excluded.map(compileMatcher);
    return anyOf((value) => !tests.some((test) => test(value)));
  },
};

/** One element of a list in the record has to fit. A missing value fits nothing, and neither does an object. */
const anyOf =
  (test: Test): Test =>
  (value) => {
    if (Array.isArray(value)) return value.some(test);
    return value !== undefined && !isObject(value) && test(value);
  };

const unknown = (operator: string) =>
  new TemplateError(`The local runner does not know the filter operator "${operator}" in this form`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
