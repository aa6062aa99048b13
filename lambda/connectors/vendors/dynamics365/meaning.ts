import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Dataverse's answers mean. It keeps to HTTP, and its words stand one step deeper than usual:
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
 */

const ProblemSchema = z.object({ error: z.object({ code: z.optional(z.string()), message: z.optional(z.string()) }) });

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/web-service-error-codes */
const DUPLICATE_KEY = "0x80040237";

/** The code and the words of an answer; undefined where it is none of Dataverse's errors. */
export function wordsOf(body: unknown): string | undefined {
  const error = z.safeParse(ProblemSchema, body).data?.error;
  return error && [error.code, error.message].filter(Boolean).join(" - ");
}

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  const detail = wordsOf(answer.body);
  if (meaning.kind === "ok") return meaning;
  // A row with our id is there already. Two who make it at once meet in the key.
  if (answer.status === 412 || detail?.startsWith(DUPLICATE_KEY)) return { kind: "exists", detail };
  return detail === undefined ? meaning : { ...meaning, detail };
}

/** The row is not there, or not any more. */
export const isGone = (error: unknown): boolean => error instanceof RejectedError && error.status === 404;

/** Refused for the sake of what was asked, and not of who asks or what is not there. */
export const isRefusedChange = (error: unknown): boolean =>
  error instanceof RejectedError && (error.status === 400 || error.status === 403);
