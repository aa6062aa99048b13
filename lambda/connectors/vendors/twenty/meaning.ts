import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Twenty's answers mean. Whatever is wrong with a request is a 400, also that a record is there already, and in
 * older versions that it is not there.
 * https://github.com/twentyhq/twenty/blob/main/packages/twenty-server/src/engine/core-modules/exception-handler/http-exception-handler.service.ts
 */

const ProblemSchema = z.object({ messages: z.array(z.string()) });

/** As long as a person reads. */
const MAX_WORDS = 500;
/** A hundred requests in so long: https://docs.twenty.com/developers/extend/api */
const WINDOW_MS = 60_000;

const EXISTS = /duplicate|already exists|must be unique/i;
const TOO_OFTEN = /limit reached|too many requests/i;
const GONE = /not found/i;

export const wordsOf = ({ body }: Pick<ApiAnswer, "body">): string | undefined => {
  const { messages = [] } = z.safeParse(ProblemSchema, body).data ?? {};
  return messages.length === 0 ? undefined : cutText(messages.join("; "), MAX_WORDS);
};

export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsOf(answer);
  const isRefusal = answer.status === 400 || answer.status === 409;
  if (isRefusal && EXISTS.test(detail ?? "")) return { kind: "exists", detail };
  if (isRefusal && TOO_OFTEN.test(detail ?? "")) return { kind: "busy", waitMs: WINDOW_MS, detail };
  return { kind: meaning.kind, detail };
}

/** There is no such record (any more). */
export const isGone = (error: unknown): boolean =>
  error instanceof RejectedError && (error.status === 404 || (error.status === 400 && GONE.test(error.detail ?? "")));
