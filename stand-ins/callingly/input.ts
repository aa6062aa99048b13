import type { Request } from "./ports.ts";

/** What a request's body says, as a Laravel application reads it: JSON, or a form by its declared type. */
export function inputOf({ headers, body }: Pick<Request, "headers" | "body">): unknown {
  if (body === "") return {};
  if (/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) return formInput(body);
  try {
    return JSON.parse(body);
  } catch {
    // A body that cannot be read counts as no input at all.
    return {};
  }
}

type Field = string | null | Fields;
interface Fields {
  [name: string]: Field;
}

/** PHP's names with brackets make lists and objects; Laravel turns empty text into null. */
function formInput(body: string): unknown {
  const fields: Fields = Object.create(null);
  for (const [name, value] of new URLSearchParams(body)) {
    const [first = "", ...rest] = [/^[^[]*/.exec(name)?.[0] ?? "", ...bracketed(name)];
    put(fields, [first, ...rest], value === "" ? null : value);
  }
  return withLists(fields);
}

const bracketed = (name: string): string[] => [...name.matchAll(/\[([^\]]*)\]/g)].map(([, part = ""]) => part);

function put(fields: Fields, [name = "", ...rest]: readonly string[], value: string | null): void {
  // `a[]` means the next place.
  const place = name === "" ? String(Object.keys(fields).length) : name;
  if (rest.length === 0) {
    fields[place] = value;
    return;
  }
  const inner = fields[place];
  const held: Fields = typeof inner === "object" && inner !== null ? inner : Object.create(null);
  fields[place] = held;
  put(held, rest, value);
}

/** Keys numbered from 0 on make a list. */
function withLists(field: Field): unknown {
  if (typeof field !== "object" || field === null) return field;
  const entries = Object.entries(field).map(([name, value]) => [name, withLists(value)] as const);
  const isList = entries.length > 0 && entries.every(([name], at) => name === String(at));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
