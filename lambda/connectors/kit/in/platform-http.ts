import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Send } from "../../../runtime/http-client.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { PlatformHttp } from "../../contract/platform.ts";
import { type ApiRequest, askApi } from "../ask-api.ts";

const LIMITS = { timeoutMs: 8_000, maxResponseBytes: 500_000, freshConnection: false } as const;

/** HTTP to a platform that leads are fetched from. */
export function platformHttp(options: {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  send: Send;
  now: () => Date;
}): PlatformHttp {
  const ask = async (request: ApiRequest): Promise<ApiAnswer> => {
    const asked = await askApi({ ...options, ...LIMITS }, request);
    if (asked.kind !== "answered") throw new TransientError(`The platform did not answer: ${asked.reason}`);
    const { answer, askedToWaitMs } = asked;
    if (isFinal(answer.status) && answer.tooLong) {
      throw new RejectedError(400, "The platform answers with more than the bridge reads");
    }
    if (!isFinal(answer.status) || answer.truncated) {
      throw new TransientError(`The platform answered ${answer.status}`, { retryAfterMs: askedToWaitMs });
    }
    return answer;
  };
  return {
    get: (path, headers) => ask({ method: "GET", path, headers }),
    post: (path, content, headers) => ask({ method: "POST", path, content, headers }),
  };
}

const PASSING = new Set([408, 425, 429]);

const isFinal = (status: number): boolean => status < 300 || (status >= 400 && status < 500 && !PASSING.has(status));
