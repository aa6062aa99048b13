import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { restMeaning, wordsIn } from "../../kit/out/rest-meaning.ts";

/**
 * What ActiveCampaign's answers mean: as REST has them, with words of its own. Its limit is five requests in a second for
 * the whole account, and `Retry-After` says how long to wait: https://developers.activecampaign.com/reference/rate-limits
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsOf(answer.body);
  if (answer.status === 422 && errorsIn(answer.body).some(({ code }) => code === "duplicate")) {
    return { kind: "exists", detail };
  }
  return isAboutAccess(answer, detail) ? { kind: "access-refused", detail } : { kind: meaning.kind, detail };
}

const Text = z.optional(z.nullable(z.string()));

/**
 * One text, or a list of errors with a title, details and a code:
 * https://developers.activecampaign.com/reference/create-a-new-contact
 */
const ErrorsSchema = z.object({ errors: listOf(z.object({ title: Text, detail: Text, code: Text })) });

const errorsIn = (body: unknown) => z.safeParse(ErrorsSchema, body).data?.errors ?? [];

/** As long as a person reads. */
const MAX_WORDS = 500;

/** ActiveCampaign's own words for what is wrong with a request. */
export function wordsOf(body: unknown): string | undefined {
  const errors = errorsIn(body).map(({ title, detail }) => [title, detail].filter(Boolean).join(": "));
  const words = errors.filter((text) => text !== "").join("; ") || wordsIn(body);
  return words === undefined ? undefined : cutText(words, MAX_WORDS);
}

/**
 * An account that is not paid for or was closed answers nobody (402). 403 is a right that the key's user lacks, and also
 * "No Result found for …"; only where it says nothing, or speaks of the key, would another key help.
 */
function isAboutAccess({ status }: ApiAnswer, words = ""): boolean {
  if (status === 402) return true;
  return status === 403 && (words === "" || /api[ -]?(?:key|token)|authenticat/i.test(words));
}
