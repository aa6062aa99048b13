import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { ifPresent, listOf } from "../../kit/in/vendor-shape.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What monday's answers mean: what goes wrong with a question mostly comes inside a 200, and the wait of a limit in the
 * body. https://developer.monday.com/api-reference/docs/error-handling
 */

const Text = ifPresent(z.string());
const Count = ifPresent(z.number());

const ExtensionsSchema = z.object({ code: Text, status_code: Count, retry_in_seconds: Count });

/** The second form is that of earlier versions, which some limits still have. */
const ProblemSchema = z.union([
  z.object({ message: Text, extensions: ifPresent(ExtensionsSchema) }),
  z.pipe(
    z.string(),
    z.transform((message) => ({ message, extensions: undefined })),
  ),
]);
const ErrorsSchema = z.object({
  errors: ifPresent(listOf(ProblemSchema)),
  error_code: Text,
  error_message: Text,
  status_code: Count,
});

interface Problem {
  /** In small letters without marks, since monday's codes are written in several ways. */
  readonly code: string;
  readonly status: number | undefined;
  readonly waitMs: number | undefined;
  readonly detail: string | undefined;
}

function problemIn(body: unknown): Problem | undefined {
  const { errors = [], error_code, error_message, status_code } = z.safeParse(ErrorsSchema, body).data ?? {};
  if (errors.length === 0 && error_code === undefined && error_message === undefined) return undefined;
  const [first] = errors;
  const message = error_message ?? first?.message;
  const code = first?.extensions?.code ?? error_code;
  const seconds = first?.extensions?.retry_in_seconds ?? secondsIn(message);
  return {
    code: (code ?? "").toLowerCase().replace(/[^a-z]/g, ""),
    status: first?.extensions?.status_code ?? status_code,
    waitMs: seconds === undefined ? undefined : Math.ceil(seconds * 1000),
    detail: [code, message].filter(Boolean).join(": ") || undefined,
  };
}

/** Such as `… reset in 3 seconds`. */
function secondsIn(message = ""): number | undefined {
  const seconds = /reset in (\d+(?:\.\d+)?) seconds?/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** Too much at once, in a minute, or of what it costs: https://developer.monday.com/api-reference/docs/rate-limits */
const LIMITS = new Set([
  "complexitybudgetexhausted",
  "complexityexception",
  "ratelimitexceeded",
  "ipratelimitexceeded",
  "fieldlimitexceeded",
  "fieldminuteratelimitexceeded",
  "maxconcurrencyexceeded",
  "concurrencylimitexceeded",
  "apitemporarilyblocked",
]);
/** The requests of a day are counted anew at midnight UTC; until then it is asked once an hour. */
const DAILY_LIMIT = "dailylimitexceeded";
const HOUR_MS = 3_600_000;

const STRANGERS = new Set(["notauthenticated", "unauthenticated", "unauthorized", "oauthtokenrequired"]);
/** Another request with the same key is under way: https://developer.monday.com/api-reference/docs/idempotency */
const AGAIN = new Set(["internalservererror", "idempotencyconflict"]);

export function understand(answer: ApiAnswer): Meaning {
  const problem = problemIn(answer.body);
  const rest = restMeaning(answer);
  if (!problem) return answer.status === 409 ? { kind: "again" } : rest;
  const { code, status = answer.status, waitMs } = problem;
  const detail = problem.detail && cutText(problem.detail, MOST_WORDS);
  if (LIMITS.has(code) || status === 429) return { kind: "busy", waitMs, detail };
  if (code === DAILY_LIMIT) return { kind: "busy", waitMs: waitMs ?? HOUR_MS, detail };
  if (STRANGERS.has(code) || answer.status === 401) return { kind: "access-refused", detail };
  if (AGAIN.has(code) || status >= 500) return { kind: "again", waitMs, detail };
  return { kind: rest.kind === "ok" ? "refused" : rest.kind, detail };
}

/** As long as a person reads. */
const MOST_WORDS = 500;
