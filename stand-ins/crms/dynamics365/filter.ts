import { Refusal } from "./refusal.ts";

/**
 * As much of `$filter` as the bridge uses: comparisons, `contains` with Dataverse's wildcards, `and`, `or`, brackets.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/query/filter-rows
 */

export type Row = Readonly<Record<string, unknown>>;

export interface Filter {
  readonly columns: readonly string[];
  holds(row: Row): boolean;
}

type Condition = (row: Row) => boolean;

const TOKEN = /\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)/y;

export function readFilter(text: string): Filter {
  const tokens = tokensOf(text);
  const columns: string[] = [];
  const next = (): string => tokens.shift() ?? unreadable(text);
  const expect = (token: string): void => {
    if (next() !== token) unreadable(text);
  };
  const column = (): string => {
    const name = next();
    columns.push(name);
    return name;
  };

  const single = (): Condition => {
    if (tokens[0] === "(") {
      next();
      const inner = either();
      expect(")");
      return inner;
    }
    if (tokens[0] === "contains") {
      next();
      expect("(");
      const name = column();
      expect(",");
      const wanted = like(String(literalOf(next(), text)));
      expect(")");
      return (row) => wanted.test(String(row[name] ?? ""));
    }
    const name = column();
    const isEqual = next() === "eq";
    const value = literalOf(next(), text);
    return (row) => isEqual === isSame(row[name], value);
  };
  const both = (): Condition => {
    const conditions = [single()];
    while (tokens[0] === "and") {
      next();
      conditions.push(single());
    }
    return (row) => conditions.every((holds) => holds(row));
  };
  const either = (): Condition => {
    const conditions = [both()];
    while (tokens[0] === "or") {
      next();
      conditions.push(both());
    }
    return (row) => conditions.some((holds) => holds(row));
  };

  const holds = either();
  if (tokens.length > 0) unreadable(text);
  return { columns, holds };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (const trimmed = text.trimEnd(); TOKEN.lastIndex < trimmed.length; ) {
    const [, token] = TOKEN.exec(trimmed) ?? [];
    tokens.push(token ?? unreadable(text));
  }
  return tokens;
}

/** An id stands without quotes. */
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function literalOf(token: string, text: string): string | number | boolean | null {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === "true" || token === "false") return token === "true";
  if (token === "null") return null;
  if (GUID.test(token)) return token;
  return /^-?\d+$/.test(token) ? Number(token) : unreadable(text);
}

/** Texts are compared as the database does, which does not tell capitals from small letters. */
const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === "string" && typeof other === "string"
    ? one.toLowerCase() === other.toLowerCase()
    : (one ?? null) === other;

/** `%` stands for any characters and `_` for one. */
const like = (text: string): RegExp =>
  new RegExp(
    text
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".*")
      .replaceAll("_", "."),
    "is",
  );

const unreadable = (text: string): never => {
  throw new Refusal(400, "0x80060888", `Syntax error in the filter '${text.slice(0, 80)}'.`);
};
