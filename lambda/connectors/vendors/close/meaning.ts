import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Close's answers mean: https://developer.close.com/api/overview/http-response-codes. 402 is a limit of the plan,
 * which no wait lifts.
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsIn(answer.body);
  return meaning.kind === "busy" ? { kind: "busy", waitMs: waitIn(answer), detail } : { kind: meaning.kind, detail };
}

/**
 * `RateLimit: limit=100, remaining=0, reset=5` is more exact than `Retry-After`, which is rounded up and counts where
 * the former is missing. https://developer.close.com/api/overview/rate-limits
 */
function waitIn({ headers }: ApiAnswer): number | undefined {
  const seconds = /\breset=(\d+(?:\.\d+)?)/.exec(headers.ratelimit ?? "")?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

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
