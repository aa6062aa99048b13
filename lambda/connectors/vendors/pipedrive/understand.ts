import * as z from "zod/mini";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Pipedrive's answers mean: `success` decides, whatever the status, and the words are in several places.
 * https://pipedrive.readme.io/docs/core-api-concepts-http-status-codes
 */

const Words = z.catch(z.optional(z.string()), undefined);
const FailureSchema = z.object({ success: z.literal(false), error: Words, error_info: Words, code: Words });

export function understand(answer: ApiAnswer): Meaning {
  const failure = z.safeParse(FailureSchema, answer.body).data;
  const usual = restMeaning(answer);
  if (usual.kind === "ok") return failure ? { kind: "refused", detail: wordsOf(failure) } : usual;
  const detail = wordsOf(failure) ?? usual.detail;
  if (answer.status === 429) return { kind: "busy", waitMs: waitOf(answer), detail };
  // The API itself answers JSON: what stands before it keeps away who asks too often.
  if (answer.status === 403 && answer.body === undefined) return { kind: "busy", waitMs: WHEN_KEPT_AWAY_MS };
  return { ...usual, detail };
}

const WHEN_KEPT_AWAY_MS = 5 * 60_000;
/** The budget of a day comes back at the next one, by a clock that Pipedrive does not name. */
const WHEN_SPENT_MS = 15 * 60_000;

/**
 * Two limits are announced by one status: that of two seconds, with the seconds that are left of it, and the budget of
 * the day, while of the two seconds' limit there is something left.
 * https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 * @returns undefined where the header Retry-After is all there is
 */
function waitOf({ headers }: ApiAnswer): number | undefined {
  if (headers["retry-after"] !== undefined) return undefined;
  if (Number(headers["x-ratelimit-remaining"] ?? 0) > 0) return WHEN_SPENT_MS;
  const seconds = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return seconds >= 0 && seconds <= 86_400 ? Math.max(1, seconds) * 1000 : undefined;
}

/** `error_info` mostly names Pipedrive's pages, and sometimes what is wrong. */
function wordsOf(failure: z.output<typeof FailureSchema> | undefined): string | undefined {
  const words = [failure?.error, failure?.error_info, failure?.code].filter((text) => text);
  return words.length > 0 ? words.join("; ") : undefined;
}
