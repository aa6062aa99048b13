import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Follow Up Boss's answers mean: as REST has them, with words of its own. After 429 `Retry-After` says how long to
 * wait: https://docs.followupboss.com/reference/rate-limiting. 403 is a right that the key's user lacks, or an account
 * that has expired, and no other key would help.
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  return meaning.kind === "ok" ? meaning : { kind: meaning.kind, detail: wordsIn(answer.body) ?? detailOf(meaning) };
}

const detailOf = (meaning: Meaning): string | undefined => (meaning.kind === "ok" ? undefined : meaning.detail);

const ErrorSchema = z.object({ errorMessage: z.string().check(z.minLength(1)) });

/** As long as a person reads. */
const MAX_WORDS = 500;

/** Follow Up Boss's own words for what is wrong with a request. */
export function wordsIn(body: unknown): string | undefined {
  const words = z.safeParse(ErrorSchema, body).data?.errorMessage;
  return words === undefined ? undefined : cutText(words, MAX_WORDS);
}
