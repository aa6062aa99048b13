import { Problem } from "../../lib/program/problem.ts";

/** Pages of the console that a command or a mail can name: `bridge console --open waiting`. */
export const places = [
  "today",
  "leads",
  "live",
  "waiting",
  "review",
  "results",
  "gates",
  "sources",
  "crms",
  "preview",
  "doctor",
  "secrets",
  "door",
] as const;

/** A page, one thing on it, and its filter: `waiting`, `leads/lead_12`, `leads?state=failed`. */
const shape = /^([a-z]+)(\/[\w.~%-]+)?(\?[\w.~=&%+-]*)?$/;

/** @throws Problem when the console has no such page */
export function placeNamed(text: string): string {
  const page = shape.exec(text)?.[1];
  if (page !== undefined && (places as readonly string[]).includes(page)) return text;
  throw new Problem(`The console has no page "${text}". It has: ${places.join(", ")}.`);
}

/** A page with what is chosen on it, as its address has it. What is left out, or empty, is not chosen. */
export function placeOf(
  page: (typeof places)[number],
  chosen: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    // A page chooses one of each.
    const [one] = [value ?? []].flat();
    if (one) query.set(name, one);
  }
  const text = query.toString();
  return text === "" ? page : `${page}?${text}`;
}
