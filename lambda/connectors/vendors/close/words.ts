import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";

/** Close's own words for what is wrong with a request. */

const ErrorSchema = z.object({
  error: z.optional(z.unknown()),
  errors: z.optional(z.unknown()),
  "field-errors": z.optional(z.unknown()),
});

/** As long as a person reads. */
const MAX_WORDS = 500;

/** Close says what is wrong with a request as a whole, in a list, or field by field. */
export function wordsIn(body: unknown): string | undefined {
  const { error, errors, "field-errors": fields } = z.safeParse(ErrorSchema, body).data ?? {};
  const words = [...textsIn(error), ...textsIn(errors), ...textsIn(fields)].join("; ");
  return words === "" ? undefined : cutText(words, MAX_WORDS);
}

/** @param at the names of the fields that lead to it */
function textsIn(value: unknown, at: readonly string[] = []): string[] {
  if (typeof value === "string") return value === "" ? [] : [[...at.slice(-3), value].join(": ")];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, at));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...at, name]));
}
