/**
 * As much of Zoho's query language as is asked here: `select … from … where … order by id desc limit …`, with `=`,
 * `like`, `between`, `and` and `or`. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 */

export interface Query {
  readonly fields: readonly string[];
  readonly module: string;
  readonly limit: number;
  readonly newestFirst: boolean;
  fits(row: Readonly<Record<string, unknown>>): boolean;
}

/** What Zoho would answer with `SYNTAX_ERROR`. */
export class QueryError extends Error {}

type Test = Query["fits"];

const FORM =
  /^select (?<fields>[\w, ]+) from (?<module>\w+) where (?<where>.+?)(?<order> order by id desc)?(?: limit (?<limit>\d+))?$/;

export function readQuery(text: string): Query {
  const { fields = "", module = "", where = "", order, limit = "200" } = FORM.exec(text)?.groups ?? {};
  if (module === "") throw new QueryError("invalid query formed");
  if (Number(limit) > 2_000) throw new QueryError("the limit given is more than 2000");
  const tokens = [...where.matchAll(/'(?:[^']|'')*'|\w+|[=()]|\S/g)].map(([token]) => token);
  if (tokens.filter((token) => token === "=" || token === "like").length > 25)
    throw new QueryError("too many criteria");
  const fits = disjunction(tokens);
  if (tokens.length > 0) throw new QueryError(`invalid query formed near ${tokens[0]}`);
  const names = fields.split(",").map((name) => name.trim());
  return { fields: names, module, limit: Number(limit), newestFirst: order !== undefined, fits };
}

/** Takes its tokens from the front of the list. */
function disjunction(tokens: string[]): Test {
  const either = [comparison(tokens)];
  let word: string | undefined;
  while (tokens[0] === "and" || tokens[0] === "or") {
    const next = tokens.shift();
    // More than two have to be put into brackets, pair by pair.
    if (word !== undefined) throw new QueryError("criteria are not enclosed within brackets");
    word = next;
    either.push(comparison(tokens));
  }
  return (row) => (word === "and" ? either.every((test) => test(row)) : either.some((test) => test(row)));
}

function comparison(tokens: string[]): Test {
  if (tokens[0] === "(") {
    tokens.shift();
    const inner = disjunction(tokens);
    expected(tokens, ")");
    return inner;
  }
  const field = tokens.shift() ?? "";
  if (field === "Description") throw new QueryError("multi-line fields are not supported in criteria");
  const held = (row: Readonly<Record<string, unknown>>): string => comparable(row[field]);
  const operator = tokens.shift();
  if (operator === "=") {
    const value = quotedValue(tokens);
    return (row) => held(row) === value;
  }
  if (operator === "like") {
    const [, before = "", part = "", after = ""] = /^(%?)([^%]*)(%?)$/.exec(quotedValue(tokens)) ?? [];
    if (before === "" && after === "") throw new QueryError("a wildcard is expected at the beginning or the end");
    return (row) => {
      const text = held(row);
      if (before && after) return text.includes(part);
      return before ? text.endsWith(part) : text.startsWith(part);
    };
  }
  if (operator === "between") {
    const from = Date.parse(quotedValue(tokens));
    expected(tokens, "and");
    const until = Date.parse(quotedValue(tokens));
    if (Number.isNaN(from) || Number.isNaN(until)) throw new QueryError("the value given is no date-time");
    return (row) => Date.parse(held(row)) >= from && Date.parse(held(row)) <= until;
  }
  throw new QueryError(`invalid operator found near ${field}`);
}

function expected(tokens: string[], token: string): void {
  if (tokens.shift() !== token) throw new QueryError(`missing ${token}`);
}

function quotedValue(tokens: string[]): string {
  const [, text] = /^'(.*)'$/s.exec(tokens.shift() ?? "") ?? [];
  if (text === undefined) throw new QueryError("a value is expected");
  return text.replaceAll("''", "'").toLowerCase();
}

/** A look-up field is compared by the id that it holds. */
const comparable = (value: unknown): string =>
  String(typeof value === "object" && value !== null && "id" in value ? value.id : (value ?? "")).toLowerCase();
