import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Freshsales's answers mean: as REST has them. An account may ask so many times an hour, and is told with 429.
 * https://developers.freshworks.com/crm/api/#ratelimit
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsIn(answer.body) ?? ("detail" in meaning ? meaning.detail : undefined);
  if (meaning.kind === "busy") return { kind: "busy", waitMs: waitIn(answer), detail };
  if ([400, 409, 422].includes(answer.status) && IS_THERE.test(detail ?? "")) return { kind: "exists", detail };
  return { kind: meaning.kind, detail };
}

/** A contact's e-mail address and, unless an administrator has it otherwise, its mobile number are nobody else's. */
const IS_THERE = /\bnot unique\b|\balready exists\b/i;

const Words = z.union([z.string().check(z.minLength(1)), z.array(z.string()).check(z.minLength(1))]);
const ErrorSchema = z.object({ errors: z.object({ message: Words }) });
const MessageSchema = z.object({ message: Words });

/** As long as a person reads. */
const MAX_WORDS = 500;

/** Freshsales's own words for what is wrong with a request, one or several. */
function wordsIn(body: unknown): string | undefined {
  const { data: error } = z.safeParse(ErrorSchema, body);
  const words = error?.errors.message ?? z.safeParse(MessageSchema, body).data?.message;
  return words === undefined ? undefined : cutText([words].flat().join("; "), MAX_WORDS);
}

const MINUTE_MS = 60_000;

/** What is left of an hour nobody says; with the usual wait we would go on asking, and be refused, all the time. */
const waitIn = ({ headers }: ApiAnswer): number | undefined =>
  headers["retry-after"] === undefined ? MINUTE_MS : undefined;
