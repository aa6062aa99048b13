import * as z from "zod/mini";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";

/**
 * What Keap's answers mean: as REST has them. A limit is announced by 429 and never with `Retry-After`; the gateway before
 * the API has words of its own, and older ones of its refusals come as 500.
 * https://developer.keap.com/api-token-quota-and-usage-measurements/
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsIn(answer.body) ?? ("detail" in meaning ? meaning.detail : undefined);
  if (meaning.kind === "busy" || isLimit(answer.body)) return { kind: "busy", waitMs: waitIn(answer), detail };
  if (answer.status === 409 || (answer.status === 400 && IS_DUPLICATE.test(detail ?? ""))) {
    return { kind: "exists", detail };
  }
  return { kind: meaning.kind, detail };
}

/** The same once more within minutes: https://github.com/infusionsoft/infusionsoft-php/issues/108 */
const IS_DUPLICATE = /\bduplicate (?:call|request)\b/i;

const ErrorSchema = z.object({ message: z.string().check(z.minLength(1)) });

/** Of the gateway: https://docs.apigee.com/api-platform/reference/policies/spike-arrest-policy */
const FaultSchema = z.object({
  fault: z.object({
    faultstring: z.string(),
    detail: z.optional(z.object({ errorcode: z.optional(z.string()) })),
  }),
});

const isLimit = (body: unknown): boolean =>
  z.safeParse(FaultSchema, body).data?.fault.detail?.errorcode?.startsWith("policies.ratelimit.") === true;

/** As long as a person reads. */
const MAX_WORDS = 500;

/** Keap's own words for what is wrong with a request. */
export function wordsIn(body: unknown): string | undefined {
  const words = z.safeParse(ErrorSchema, body).data?.message ?? z.safeParse(FaultSchema, body).data?.fault.faultstring;
  return words === undefined ? undefined : cutText(words, MAX_WORDS);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The day's quota is given anew at midnight in UTC, that of a minute within one; undefined for that of a second. */
function waitIn({ headers }: ApiAnswer): number | undefined {
  const isUsedUp = (name: string) => Number(headers[`x-keap-${name}-available`] ?? 1) <= 0;
  if (isUsedUp("product-quota")) {
    const now = Date.parse(headers.date ?? "");
    return Number.isNaN(now) ? HOUR_MS : DAY_MS - (now % DAY_MS);
  }
  return isUsedUp("product-throttle") || isUsedUp("tenant-throttle") ? MINUTE_MS : undefined;
}
