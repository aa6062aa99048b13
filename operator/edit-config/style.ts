import type { File, Node, ObjectExpression } from "@babel/types";

/** How a file is written, so that what is added looks like the rest. */
export interface Style {
  readonly quote: '"' | "'";
  /** One step of indentation. */
  readonly step: string;
  readonly lineEnd: "\n" | "\r\n";
  /** Between a brace and what it holds, on one line. */
  readonly inside: "" | " ";
}

/** Longer lines are broken, as formatters do by default or nearly so. */
const widest = 120;

export function styleOf(text: string, file: File): Style {
  const literals: string[] = [];
  const objects: ObjectExpression[] = [];
  visit(file.program, (node) => {
    if (node.type === "StringLiteral") literals.push(text[node.start ?? 0] ?? "");
    if (node.type === "ObjectExpression" && node.properties.length > 0) objects.push(node);
  });
  const single = literals.filter((quote) => quote === "'").length;
  const onOneLine = objects.filter(({ loc }) => loc?.start.line === loc?.end.line);
  const tight = onOneLine.filter(({ start }) => /\S/.test(text[(start ?? 0) + 1] ?? ""));
  return {
    quote: single > literals.length - single ? "'" : '"',
    step: stepOf(text, objects),
    lineEnd: text.includes("\r\n") ? "\r\n" : "\n",
    inside: tight.length > onOneLine.length - tight.length ? "" : " ",
  };
}

/** The first object that is written over several lines tells. */
function stepOf(text: string, objects: readonly ObjectExpression[]): string {
  for (const { start, properties } of objects) {
    const outer = indentAt(text, start ?? 0);
    const first = properties[0]?.start ?? 0;
    if (!text.slice(start ?? 0, first).includes("\n")) continue;
    const inner = indentAt(text, first);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return "  ";
}

/** The white space with which the line of a place begins. */
export function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === "object" && each !== null && typeof each.type === "string") visit(each as Node, see);
    }
  }
}

/** A property as it is written at an indentation: on one line where it fits. */
export function property(name: string, value: unknown, style: Style, indent: string, isQuoted = false): string {
  const key = isQuoted ? quoted(name, style) : keyOf(name, style);
  const line = `${key}: ${inOneLine(value, style)}`;
  if (indent.length + line.length + 1 <= widest || !isFilled(value)) return line;
  const inner = indent + style.step;
  const parts = Array.isArray(value)
    ? value.map((each) => inOneLine(each, style))
    : Object.entries(value as object).map(([part, of]) => property(part, of, style, inner));
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const lines = parts.map((part) => `${style.lineEnd}${inner}${part},`).join("");
  return `${key}: ${open}${lines}${style.lineEnd}${indent}${close}`;
}

const isFilled = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

function inOneLine(value: unknown, style: Style): string {
  if (typeof value === "string") return quoted(value, style);
  if (Array.isArray(value)) return `[${value.map((each) => inOneLine(each, style)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(([name, of]) => `${keyOf(name, style)}: ${inOneLine(of, style)}`);
  return parts.length === 0 ? "{}" : `{${style.inside}${parts.join(", ")}${style.inside}}`;
}

const keyOf = (name: string, style: Style): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : quoted(name, style);

function quoted(text: string, { quote }: Style): string {
  const json = JSON.stringify(text);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
