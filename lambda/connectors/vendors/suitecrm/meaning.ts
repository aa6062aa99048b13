import * as z from "zod/mini";
import { StatedError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What SuiteCRM's answers mean: it refuses everything with 400 and a sentence.
 * https://github.com/salesagility/SuiteCRM/tree/master/Api/V8, ErrorResponse and ModuleService
 */

const Text = z.optional(z.nullable(z.string()));
const ErrorsSchema = z.object({ errors: z.object({ title: Text, detail: Text }) });

/** As long as a person reads. */
const MAX_WORDS = 500;

function wordsOf(body: unknown): string | undefined {
  const { title, detail } = z.safeParse(ErrorsSchema, body).data?.errors ?? {};
  const words = [title, detail].filter(Boolean).join(": ");
  return words === "" ? undefined : cutText(words, MAX_WORDS);
}

const DocumentSchema = z.object({ data: z.unknown() });

/** A database that fails ends the program with a page of its own, under whatever status. */
const isDocument = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "data" in body && z.safeParse(DocumentSchema, body).success;

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  const detail = wordsOf(answer.body) ?? ("detail" in meaning ? meaning.detail : undefined);
  if (meaning.kind === "ok") {
    if (isDocument(answer.body) || answer.truncated) return meaning;
    return { kind: "again", detail: detail ?? "it answered something else than a document" };
  }
  if (/\bis already exist\b/.test(detail ?? "")) return { kind: "exists", detail };
  return { kind: meaning.kind, detail };
}

/** Whether an error says that there is no such record, or that it was deleted. */
export const isGone = (error: unknown): boolean =>
  error instanceof StatedError && /\bwith id \S+ is not found$/.test(error.detail ?? "");
