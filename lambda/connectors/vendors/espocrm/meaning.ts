import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";
import { wordsOf } from "./words.ts";

const DuplicatesSchema = z.array(z.looseObject({ id: z.string() }));

/**
 * What EspoCRM's answers mean: https://docs.espocrm.com/development/api/#error-codes. Every answer of its API that is no
 * error is JSON, so that anything else comes from something that stands in its place, such as a page for visitors.
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") {
    const isJson = answer.body !== undefined || answer.truncated;
    return isJson ? meaning : { kind: "refused", detail: "no answer of EspoCRM's API: is `url` its address?" };
  }
  const detail = wordsOf(answer);
  // https://docs.espocrm.com/administration/duplicate-check/: what it holds for the same is listed.
  const duplicates = answer.status === 409 ? z.safeParse(DuplicatesSchema, answer.body).data : undefined;
  if (duplicates) return { kind: "exists", id: duplicates[0]?.id, detail };
  return { kind: meaning.kind, detail };
}
