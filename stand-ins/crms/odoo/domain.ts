/**
 * Search domains, in the prefix notation of Odoo: conditions stand side by side and hold together, unless `|` or `!`
 * stands before them. https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#search-domains
 */

export class DomainError extends Error {}

export type Condition = readonly [field: string, operator: string, value: unknown];
type Test = (condition: Condition) => boolean;

/** Whether a record fits. @param holds of one condition */
export function fits(domain: readonly unknown[], holds: Test): boolean {
  const rest = [...domain];
  let isFitting = true;
  while (rest.length > 0) isFitting = next(rest, holds) && isFitting;
  return isFitting;
}

/** Takes as much of the domain as makes one condition. */
function next(rest: unknown[], holds: Test): boolean {
  const term = rest.shift();
  if (term === "!") return !next(rest, holds);
  if (term === "|" || term === "&") {
    const [one, other] = [next(rest, holds), next(rest, holds)];
    return term === "|" ? one || other : one && other;
  }
  if (Array.isArray(term) && term.length === 3 && typeof term[0] === "string" && typeof term[1] === "string") {
    return holds(term as unknown as Condition);
  }
  throw new DomainError(`Domain() invalid item in domain: ${JSON.stringify(term)}`);
}

/** A value compared as Odoo compares it; what is empty is `false`. */
export function compares(present: unknown, operator: string, value: unknown): boolean {
  const text = typeof present === "string" ? present : "";
  switch (operator) {
    case "=":
      return present === value;
    case "!=":
      return present !== value;
    case "in":
      return Array.isArray(value) && value.includes(present);
    case "like":
      return like(text, `%${value}%`, "s");
    case "ilike":
      return like(text, `%${value}%`, "is");
    case "=ilike":
      return like(text, String(value), "is");
    default:
      throw new DomainError(`Invalid operator in condition: ${operator}`);
  }
}

function like(text: string, pattern: string, flags: string): boolean {
  const parts = pattern.match(/\\.|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === "%") return ".*";
    return part === "_" ? "." : part.replace(/^\\/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`, flags).test(text);
}
