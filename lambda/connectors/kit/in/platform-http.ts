import { TransientError } from "../../../runtime/errors.ts";
import type { Send } from "../../../runtime/http-client.ts";
import { retryDelayMs } from "../../../runtime/retry-after.ts";
import type { ApiAnswer, Content } from "../../contract/http.ts";
import type { PlatformHttp } from "../../contract/platform.ts";
import { inItsPlace } from "../fixed-path.ts";
import { toAnswer } from "../to-answer.ts";

const TIMEOUT_MS = 8_000;
const MAX_RESPONSE_BYTES = 500_000;

/** HTTP to a platform that leads are fetched from. */
export function platformHttp(options: {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  send: Send;
  now: () => Date;
}): PlatformHttp {
  const ask = async (
    method: string,
    path: string,
    content: Content | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> => {
    const sent = await options.send({
      method,
      url: options.baseUrl + inItsPlace(path),
      headers: {
        accept: "application/json",
        ...(content && { "content-type": content.type }),
        ...options.headers,
        ...headers,
      },
      ...(content && { body: content.body }),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      freshConnection: false,
    });
    if (sent.kind !== "answered") throw new TransientError(`The platform did not answer: ${sent.reason}`);
    const isFinal = sent.status < 300 || (sent.status >= 400 && sent.status < 500 && !PASSING.has(sent.status));
    if (!isFinal || sent.truncated) {
      const retryAfterMs = retryDelayMs(sent.headers, options.now().getTime());
      throw new TransientError(`The platform answered ${sent.status}`, { retryAfterMs });
    }
    return toAnswer(sent);
  };
  return {
    get: (path, headers) => ask("GET", path, undefined, headers),
    post: (path, content, headers) => ask("POST", path, content, headers),
  };
}

const PASSING = new Set([408, 425, 429]);
