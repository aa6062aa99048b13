import { Refusal } from "./refusal.ts";

/**
 * As much of SOQL as is asked for here: fields of one object, conditions, an order and a limit.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select.html
 */

export interface Question {
  readonly fields: readonly string[];
  readonly object: string;
  readonly holds: (row: Row) => boolean;
  /** The fields that the conditions and the order name. */
  readonly compared: readonly string[];
  readonly order: { readonly field: string; readonly down: boolean } | undefined;
  readonly limit: number | undefined;
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;
type Condition = (row: Row) => boolean;

const malformed = (why: string) => new Refusal(400, "MALFORMED_QUERY", why);

/** @throws Refusal MALFORMED_QUERY */
export function readQuestion(text: string): Question {
  const reader = new Reader(text);
  const compared: string[] = [];
  reader.expect("SELECT");
  const fields = [reader.name()];
  while (reader.take(",")) fields.push(reader.name());
  reader.expect("FROM");
  const object = reader.name();
  const holds = reader.take("WHERE") ? conditions(reader, compared) : () => true;
  let order: Question["order"];
  if (reader.take("ORDER")) {
    reader.expect("BY");
    const field = reader.name();
    compared.push(field);
    const down = reader.take("DESC");
    if (!down) reader.take("ASC");
    order = { field, down };
  }
  const limit = reader.take("LIMIT") ? reader.number() : undefined;
  reader.end();
  return { fields, object, holds, compared, order, limit };
}

/** ANDs or ORs; both together only with parentheses. */
function conditions(reader: Reader, compared: string[]): Condition {
  const all = [condition(reader, compared)];
  const word = reader.take("AND") ? "AND" : reader.take("OR") ? "OR" : undefined;
  if (word === undefined) return all[0] as Condition;
  do all.push(condition(reader, compared));
  while (reader.take(word));
  if (reader.is("AND") || reader.is("OR")) throw malformed("AND and OR need parentheses");
  return (row) => (word === "AND" ? all.every((each) => each(row)) : all.some((each) => each(row)));
}

function condition(reader: Reader, compared: string[]): Condition {
  if (reader.take("(")) {
    const inner = conditions(reader, compared);
    reader.expect(")");
    return inner;
  }
  const field = reader.name();
  compared.push(field);
  if (reader.take("=")) {
    const value = reader.literal();
    return (row) => isSame(field, row[field] ?? null, value);
  }
  if (reader.take("LIKE")) {
    const pattern = reader.pattern();
    return (row) => typeof row[field] === "string" && pattern.test(row[field]);
  }
  reader.expect("IN");
  reader.expect("(");
  const values = [reader.literal()];
  while (reader.take(",")) values.push(reader.literal());
  reader.expect(")");
  return (row) => values.some((value) => isSame(field, row[field] ?? null, value));
}

type Value = Row[string];

/** Texts in whichever case; ids in their long or their short form. */
function isSame(field: string, held: Value, asked: Value): boolean {
  if (typeof held !== "string" || typeof asked !== "string") return held === asked;
  if (/Id$/.test(field)) return held.slice(0, 15) === asked.slice(0, 15);
  return held.toLowerCase() === asked.toLowerCase();
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    const token = /\s*('(?:[^'\\]|\\.)*'|[(),=]|[A-Za-z_]\w*|\d+|$)/sy;
    const tokens: string[] = [];
    while (token.lastIndex < text.length) {
      const found = token.exec(text)?.[1];
      if (found === undefined) throw malformed("unexpected token");
      if (found !== "") tokens.push(found);
    }
    this.#tokens = tokens;
  }

  is(word: string): boolean {
    return this.#tokens[this.#at]?.toUpperCase() === word;
  }

  take(word: string): boolean {
    if (!this.is(word)) return false;
    this.#at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.take(word)) throw malformed(`expecting ${word}, found ${this.#tokens[this.#at] ?? "the end"}`);
  }

  #next(form: RegExp): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || !form.test(token)) throw malformed(`unexpected token: ${token ?? "the end"}`);
    this.#at += 1;
    return token;
  }

  name = (): string => this.#next(/^[A-Za-z_]\w*$/);

  number = (): number => Number(this.#next(/^\d+$/));

  literal(): Value {
    const token = this.#next(/^(?:'.*'|true|false|null|\d+)$/is);
    if (token.startsWith("'")) return unescaped(token.slice(1, -1), ESCAPES);
    if (/^\d/.test(token)) return Number(token);
    return token.toLowerCase() === "null" ? null : token.toLowerCase() === "true";
  }

  /** `%` stands for any characters, `_` for one. */
  pattern(): RegExp {
    const token = this.#next(/^'.*'$/s).slice(1, -1);
    const parts = token.match(/\\.|[^\\]/gs) ?? [];
    const source = parts.map((part) => {
      if (part === "%") return ".*";
      if (part === "_") return ".";
      const char = unescaped(part, { ...ESCAPES, "%": "%", _: "_" });
      return char.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    });
    return new RegExp(`^${source.join("")}$`, "is");
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw malformed(`unexpected token: ${this.#tokens[this.#at]}`);
  }
}

const unescaped = (text: string, escapes: Readonly<Record<string, string>>): string =>
  text.replace(/\\(.)/gs, (_, char: string) => {
    const meant = escapes[char] ?? escapes[char.toLowerCase()];
    if (meant === undefined) throw malformed("Illegal string literal: a backslash before something that needs none");
    return meant;
  });
