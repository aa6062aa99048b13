import { BusyError, RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Send } from "../../../runtime/http-client.ts";
import { INSIDE } from "../../../runtime/inside.ts";
import { retryDelayMs } from "../../../runtime/retry-after.ts";
import { scrub } from "../../../runtime/scrub.ts";
import { inItsPlace } from "../fixed-path.ts";

/** HTTP to one CRM: base address and authorisation are set, so that connectors never touch a token. */
export interface CrmHttp {
  /**
   * @param path begins with a slash or is empty; encode what comes from outside
   * @param body a string is sent as it is, anything else as JSON
   * @returns the parsed JSON body, or undefined when the answer is empty or no JSON
   * @throws BusyError for 429
   * @throws TransientError for 408, 425, 5xx and a broken connection (the request may have been carried out)
   * @throws RejectedError for every other status that is not 2xx, with the CRM's own words as `detail`, and for an
   * address that may not be reached
   */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<unknown>;
}

/** CRMs count requests over about so long, e.g. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
const USUAL_WINDOW_MS = 10_000;
const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 1_000_000;

export function crmHttp(options: {
  baseUrl: string;
  headers: Record<string, string>;
  /** What no error may hold, should the CRM repeat it. */
  secrets?: readonly string[];
  /** True for requests that must never meet an idle socket which the server has already closed. Default: false. */
  freshConnection?: boolean;
  send: Send;
  now: () => Date;
}): CrmHttp {
  return {
    async request(method, path, body, headers = {}) {
      const sent = await options.send({
        method,
        url: options.baseUrl + inItsPlace(path),
        headers: {
          accept: "application/json",
          ...(body !== undefined && { "content-type": "application/json" }),
          ...options.headers,
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
        maxResponseBytes: MAX_RESPONSE_BYTES,
        freshConnection: options.freshConnection ?? false,
      });
      if (sent.kind !== "answered") throw unanswered(method, sent.reason);
      const answer = parsed(sent.body);
      if (sent.status >= 200 && sent.status < 300) return answer;
      const message = `The CRM answered ${sent.status}`;
      const detail = messageIn(answer, options.secrets);
      const retryAfterMs = retryDelayMs(sent.headers, options.now().getTime());
      if (sent.status === 429) throw new BusyError(message, { detail, retryAfterMs: retryAfterMs ?? USUAL_WINDOW_MS });
      if (sent.status >= 500 || [408, 425].includes(sent.status)) {
        throw new TransientError(message, { detail, retryAfterMs });
      }
      throw new RejectedError(sent.status >= 400 ? sent.status : 400, message, { detail });
    },
  };
}

const unanswered = (method: string, reason: string): Error =>
  reason === INSIDE
    ? new RejectedError(400, "The CRM's address leads into a network; only CRM_BASE_URLS may name such a one")
    : new TransientError(`${method}: ${reason}`);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The CRM's own words, for a person; those of a token endpoint have names of their own (RFC 6749, section 5.2). */
function messageIn(answer: unknown, secrets: readonly string[] = []): string | undefined {
  const { message, detail, error_description, error } = (
    typeof answer === "object" && answer !== null ? answer : {}
  ) as Record<string, unknown>;
  const words = [message, detail, error_description, error].find(
    (candidate) => typeof candidate === "string" && candidate !== "",
  );
  if (typeof words !== "string") return undefined;
  return scrub(secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, "…"), words));
}
