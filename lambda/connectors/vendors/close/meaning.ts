import type { ApiAnswer } from "../../contract/http.ts";
import type { Meaning } from "../../contract/reporter.ts";
import { restMeaning } from "../../kit/out/rest-meaning.ts";
import { wordsIn } from "./words.ts";

/**
 * What Close's answers mean: https://developer.close.com/api/overview/http-response-codes. 402 is a limit of the plan,
 * which no wait lifts.
 */
export function understand(answer: ApiAnswer): Meaning {
  const meaning = restMeaning(answer);
  if (meaning.kind === "ok") return meaning;
  const detail = wordsIn(answer.body);
  return meaning.kind === "busy" ? { kind: "busy", waitMs: waitIn(answer), detail } : { kind: meaning.kind, detail };
}

/**
 * `RateLimit: limit=100, remaining=0, reset=5` is more exact than `Retry-After`, which is rounded up and counts where
 * the former is missing. https://developer.close.com/api/overview/rate-limits
 */
function waitIn({ headers }: ApiAnswer): number | undefined {
  const seconds = /\breset=(\d+(?:\.\d+)?)/.exec(headers.ratelimit ?? "")?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}
