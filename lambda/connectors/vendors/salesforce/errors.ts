import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Salesforce's answers mean. Errors come as a list, and their codes say more than the status:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html
 */

const ErrorsSchema = z
  .array(
    z.object({
      message: z.optional(z.nullable(z.string())),
      errorCode: z.optional(z.string()),
      /** So it is called in the answer to a write. */
      statusCode: z.optional(z.string()),
    }),
  )
  .check(z.minLength(1));
type VendorError = z.output<typeof ErrorsSchema>[number];

/** One write that was not carried out, inside of a success. */
const FailureSchema = z.object({ success: z.literal(false), errors: ErrorsSchema });

/** Several questions in one request: each has a status of its own. */
const TogetherSchema = z.object({
  compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});

export function understand(answer: ApiAnswer): Meaning {
  const { status, body } = answer;
  if (status === 300) return { kind: "refused", detail: "SEVERAL_RECORDS - more than one record has this external id" };
  if (status < 200 || status >= 300) return meaningOf(answer, z.safeParse(ErrorsSchema, body).data);
  const failure = z.safeParse(FailureSchema, body).data;
  if (failure) return meaningOf({ ...answer, status: 400 }, failure.errors);
  const answers = z.safeParse(TogetherSchema, body).data?.compositeResponse ?? [];
  const failed = answers.find(({ httpStatusCode }) => httpStatusCode >= 300);
  return failed ? understand({ ...answer, status: failed.httpStatusCode, body: failed.body }) : { kind: "ok" };
}

/** Somebody else had the record, or Salesforce was too slow: the same may succeed in a moment. */
const AGAIN = new Set([
  "UNABLE_TO_LOCK_ROW",
  "QUERY_TIMEOUT",
  "SERVER_UNAVAILABLE",
  // Another worker was faster with the same external id: repeated, it changes that worker's task.
  "DUPLICATE_VALUE",
]);
const ACCESS = new Set(["INVALID_SESSION_ID", "INVALID_AUTH_HEADER", "INVALID_OPERATION_WITH_EXPIRED_PASSWORD"]);

/** A day's requests are counted over the last 24 hours, and no answer says when there is room again. */
const DAY_LIMIT_WAIT_MS = 15 * 60_000;

function meaningOf(answer: ApiAnswer, errors: readonly VendorError[] | undefined): Meaning {
  const [error] = errors ?? [];
  if (!error) return restMeaning(answer);
  const code = codeOf(error);
  const detail = wordsOf(error);
  if (code === "REQUEST_LIMIT_EXCEEDED") {
    return { kind: "busy", detail, ...(!/concurrent/i.test(detail) && { waitMs: DAY_LIMIT_WAIT_MS }) };
  }
  if (AGAIN.has(code)) return { kind: "again", detail };
  if (ACCESS.has(code)) return { kind: "access-refused", detail };
  const meaning = restMeaning(answer);
  return meaning.kind === "ok" ? meaning : { ...meaning, detail };
}

const codeOf = ({ errorCode, statusCode }: VendorError): string => errorCode ?? statusCode ?? "ERROR";

/** The code comes first, so that {@link isRefusedAs} knows it again. */
const wordsOf = (error: VendorError): string => `${codeOf(error)} - ${error.message ?? ""}`;

/** Whether a request was refused for one of these reasons. */
export const isRefusedAs = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof RejectedError && codes.some((code) => error.detail?.startsWith(`${code} `));

/** The record is not what it was: a lead was converted, or a record was deleted or merged into another. */
export const MOVED = ["CANNOT_UPDATE_CONVERTED_LEAD", "ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"];
