import { BusyError, NotSentError, RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Send } from "../../../runtime/http-client.ts";
import { PRIVATE_NETWORK } from "../../../runtime/private-network.ts";
import { scrub } from "../../../runtime/scrub.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import { type CrmHttp, ExistsError, type Meaning } from "../../contract/reporter.ts";
import { askApi } from "../ask-api.ts";
import { inWhole } from "./in-whole.ts";
import { restMeaning } from "./rest-meaning.ts";

/** CRMs that do not say how long to wait mostly count requests over about so long. */
const USUAL_WINDOW_MS = 10_000;
const LIMITS = { timeoutMs: 10_000, maxResponseBytes: 1_000_000 } as const;

/** HTTP to one CRM, whose answers mean what its connector says. */
export function crmHttp(options: {
  baseUrl: string;
  headers: Record<string, string>;
  /** What no error may hold, should the CRM repeat it. */
  secrets?: readonly string[];
  /** @default that of ordinary REST */
  understand?: ((answer: ApiAnswer) => Meaning) | undefined;
  /** True for requests that must never meet an idle socket which the server has already closed. Default: false. */
  freshConnection?: boolean;
  send: Send;
  now: () => Date;
}): CrmHttp {
  const { understand = restMeaning, secrets = [], freshConnection = false } = options;
  return {
    async request(method, path, content, headers) {
      const asked = await askApi({ ...options, ...LIMITS, freshConnection }, { method, path, content, headers });
      if (asked.kind !== "answered") throw unanswered(method, asked);
      const { answer, askedToWaitMs } = asked;
      const error = errorOf(answer, understand(answer), askedToWaitMs, secrets);
      if (error) throw error;
      // One that only looks has changed nothing, whatever its answer was. A write may be done, and its connector knows.
      return method === "GET" ? inWhole(answer) : answer;
    },
  };
}

const unanswered = (method: string, { kind, reason }: { kind: "not-sent" | "ambiguous"; reason: string }): Error => {
  if (reason === PRIVATE_NETWORK)
    return new RejectedError(400, "The CRM's address leads into a network; only CRM_BASE_URLS may name such a one");
  return new (kind === "not-sent" ? NotSentError : TransientError)(`${method}: ${reason}`);
};

/** @param askedToWaitMs as the header `Retry-After` has it */
function errorOf(
  { status }: ApiAnswer,
  meaning: Meaning,
  askedToWaitMs: number | undefined,
  secrets: readonly string[],
): Error | undefined {
  if (meaning.kind === "ok") return undefined;
  const detail = withoutSecrets(meaning.detail, secrets);
  const message = `The CRM answered ${status}`;
  switch (meaning.kind) {
    case "busy":
      return new BusyError(message, { detail, retryAfterMs: meaning.waitMs ?? askedToWaitMs ?? USUAL_WINDOW_MS });
    case "again":
      return new TransientError(message, { detail, retryAfterMs: meaning.waitMs ?? askedToWaitMs });
    case "exists":
      return new ExistsError(message, { detail, id: meaning.id });
    case "access-refused":
      return new RejectedError(401, message, { detail });
    case "refused":
      return new RejectedError(status >= 400 && status < 500 && status !== 401 ? status : 400, message, { detail });
  }
}

/** The CRM's own words may repeat what we sent. */
const withoutSecrets = (words: string | undefined, secrets: readonly string[]): string | undefined =>
  words && scrub(secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, "…"), words));
