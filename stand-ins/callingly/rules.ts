import * as z from "zod";
import { invalid } from "./errors.ts";
import type { Flag } from "./model.ts";

/** Validation rules with Laravel's words; `:attribute` becomes the field's name. */

type Problem = (issue: { readonly input?: unknown }) => string;
const mustBe =
  (what: string): Problem =>
  ({ input }) =>
    input === undefined || input === null
      ? "The :attribute field is required."
      : `The :attribute field must be ${what}.`;

export const text = z.string({ error: mustBe("a string") });

/** Laravel's integer rule also takes digits in a string. */
export const integer = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number),
  ],
  {
    error: mustBe("an integer"),
  },
);

export const flag = z
  .union([z.boolean(), z.literal([0, 1, "0", "1"])], { error: mustBe("true or false") })
  .transform((value): Flag => (Number(value) ? 1 : 0));

export const url = z.url({ protocol: /^https?$/, error: mustBe("a valid URL") });

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, {
    error: ({ input }) => (input == null ? "The :attribute field is required." : "The selected :attribute is invalid."),
  });

/** @throws ApiError 422 that names every field at fault */
export function validate<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(emptyTextAsNull(input));
  if (result.success) return result.data;
  const errors: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const field = path.join(".") || "body";
    const words = field.replaceAll("_", " ");
    errors[field] = [...(errors[field] ?? []), message.replaceAll(":attribute", words)];
  }
  throw invalid(errors);
}

/** Leaves out what was not sent, so that it does not overwrite what is there. */
export function stated<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** As Laravel's ConvertEmptyStringsToNull does before any rule is looked at. */
function emptyTextAsNull(input: unknown): unknown {
  if (Array.isArray(input)) return input;
  if (typeof input !== "object" || input === null) return {};
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, value === "" ? null : value]));
}
