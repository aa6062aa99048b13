/** Reads a question in GraphQL, as far as programs write it: https://spec.graphql.org/October2021/#sec-Language */

export interface Operation {
  readonly kind: "query" | "mutation";
  /** Types of the variables as they are written, by their names. */
  readonly variables: ReadonlyMap<string, string>;
  readonly fields: readonly Asked[];
}

/** A field that is asked for, with what is asked for within it. */
export interface Asked {
  readonly name: string;
  readonly args: ReadonlyMap<string, Argument>;
  readonly fields: readonly Asked[];
}

export type Argument =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly items: readonly Argument[] }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Argument> };

/** The question is none. */
export class Unreadable extends Error {}

const TOKEN = /[\s,]+|(?<token>"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()[\]:!=$])/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw new Unreadable(`Syntax Error: Unexpected character at ${at}`);
    if (found.groups?.token !== undefined) tokens.push(found.groups.token);
  }
  return tokens;
}

/** @throws Unreadable */
export function readQuestion(text: string): Operation {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (): string => {
    const token = tokens[at];
    if (token === undefined) throw new Unreadable("Syntax Error: Unexpected <EOF>");
    at += 1;
    return token;
  };
  const isNext = (token: string): boolean => tokens[at] === token && ++at > 0;
  const want = (token: string): void => {
    const found = next();
    if (found !== token) throw new Unreadable(`Syntax Error: Expected "${token}", found "${found}"`);
  };
  const name = (): string => {
    const token = next();
    if (!/^[A-Za-z_]/.test(token)) throw new Unreadable(`Syntax Error: Expected Name, found "${token}"`);
    return token;
  };

  const type = (): string => {
    const inner = isNext("[") ? `[${type()}` : name();
    if (inner.startsWith("[")) want("]");
    const whole = inner.startsWith("[") ? `${inner}]` : inner;
    return isNext("!") ? `${whole}!` : whole;
  };

  const argument = (): Argument => {
    if (isNext("$")) return { kind: "variable", name: name() };
    if (isNext("[")) {
      const items: Argument[] = [];
      while (!isNext("]")) items.push(argument());
      return { kind: "list", items };
    }
    if (isNext("{")) return { kind: "object", entries: pairs("}") };
    const token = next();
    if (token.startsWith('"')) return { kind: "value", value: JSON.parse(token) as string };
    if (/^-?\d/.test(token)) return { kind: "value", value: Number(token) };
    if (token === "true" || token === "false") return { kind: "value", value: token === "true" };
    return token === "null" ? { kind: "value", value: null } : { kind: "word", word: token };
  };
  const pairs = (end: string): Map<string, Argument> => {
    const found = new Map<string, Argument>();
    while (!isNext(end)) {
      const key = name();
      want(":");
      found.set(key, argument());
    }
    return found;
  };

  const fields = (): Asked[] => {
    const found: Asked[] = [];
    want("{");
    while (!isNext("}")) {
      const field = name();
      const args = isNext("(") ? pairs(")") : new Map<string, Argument>();
      found.push({ name: field, args, fields: tokens[at] === "{" ? fields() : [] });
    }
    if (found.length === 0) throw new Unreadable('Syntax Error: Expected Name, found "}"');
    return found;
  };

  const kind = next();
  if (kind !== "query" && kind !== "mutation") throw new Unreadable(`Syntax Error: Unexpected "${kind}"`);
  const variables = new Map<string, string>();
  if (isNext("(")) {
    while (!isNext(")")) {
      want("$");
      const variable = name();
      want(":");
      variables.set(variable, type());
    }
  }
  const asked = fields();
  if (at < tokens.length) throw new Unreadable(`Syntax Error: Unexpected "${tokens[at]}"`);
  return { kind, variables, fields: asked };
}

/** What a question costs, about as monday counts it: each field, as often as its list may be long. */
export function complexityOf(fields: readonly Asked[]): number {
  return fields.reduce((sum, { args, fields: within }) => {
    const limit = args.get("limit");
    const times = limit?.kind === "value" && typeof limit.value === "number" ? limit.value : 1;
    return sum + 1 + times * complexityOf(within);
  }, 0);
}
