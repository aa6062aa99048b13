import type { Send, Sent } from "../../runtime/http-client.ts";
import { retryDelayMs } from "../../runtime/retry-after.ts";
import type { ApiAnswer, Content } from "../contract/http.ts";
import { inItsPlace } from "./fixed-path.ts";

/** A vendor's API, and how long and how much of it is listened to. */
export interface Api {
  readonly baseUrl: string;
  /** Sent with every request, such as the authorisation. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly freshConnection: boolean;
  readonly send: Send;
  readonly now: () => Date;
}

export interface ApiRequest {
  readonly method: string;
  /** Begins with a slash or is empty; what comes from outside is encoded in it. */
  readonly path: string;
  readonly content?: Content | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type Asked =
  | {
      readonly kind: "answered";
      readonly answer: ApiAnswer;
      /** As the header `Retry-After` has it. */
      readonly askedToWaitMs: number | undefined;
    }
  | Exclude<Sent, { kind: "answered" }>;

/**
 * Asks a vendor's API once. What the answer means, and what no answer means, is the caller's to say.
 * @throws RejectedError 400 when an id in the path would lead elsewhere
 */
export async function askApi(api: Api, { method, path, content, headers }: ApiRequest): Promise<Asked> {
  const { baseUrl, timeoutMs, maxResponseBytes, freshConnection, send, now } = api;
  const sent = await send({
    method,
    url: baseUrl + inItsPlace(path),
    headers: {
      accept: "application/json",
      ...(content && { "content-type": content.type }),
      ...api.headers,
      ...headers,
    },
    ...(content && { body: content.body }),
    timeoutMs,
    maxResponseBytes,
    freshConnection,
  });
  if (sent.kind !== "answered") return sent;
  return { kind: "answered", answer: toAnswer(sent), askedToWaitMs: retryDelayMs(sent.headers, now().getTime()) };
}

/** An answer as connectors read it. */
const toAnswer = ({
  status,
  headers,
  body: text,
  truncated,
  tooLong = false,
}: Extract<Sent, { kind: "answered" }>): ApiAnswer => ({
  status,
  headers,
  text,
  truncated,
  ...(tooLong && { tooLong }),
  body: truncated ? undefined : parsed(text),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
