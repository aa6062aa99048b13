import { TransientError } from "../../../runtime/errors.ts";
import type { Send } from "../../../runtime/http-client.ts";
import { retryDelayMs } from "../../../runtime/retry-after.ts";
import { inItsPlace } from "../fixed-path.ts";

/** HTTP to a platform that leads are fetched from: base address and authorisation are set. */
export interface PlatformHttp {
  /**
   * @param path begins with a slash; encode what comes from outside
   * @returns what was answered, its body parsed or undefined; a status from 400 to 499 is the connector's to explain
   * @throws TransientError for 408, 425, 429, 3xx, 5xx and a broken connection
   */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<PlatformAnswer>;
}

export interface PlatformAnswer {
  readonly status: number;
  readonly body: unknown;
}

const TIMEOUT_MS = 8_000;
const MAX_RESPONSE_BYTES = 500_000;

export const platformHttp = (options: {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  send: Send;
  now: () => Date;
}): PlatformHttp => ({
  async get(path, headers = {}) {
    const sent = await options.send({
      method: "GET",
      url: options.baseUrl + inItsPlace(path),
      headers: { accept: "application/json", ...options.headers, ...headers },
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
    return { status: sent.status, body: parsed(sent.body) };
  },
});

const PASSING = new Set([408, 425, 429]);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
