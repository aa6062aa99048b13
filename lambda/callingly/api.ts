/** Requests to Callingly and what to do when they fail; the client knows which requests there are. */
import type { OutgoingRequest, Send, Sent } from "../runtime/http-client.ts";
import { parseJson, saysNo } from "./answer.ts";
import { CallinglyError, type Method, toCallinglyError } from "./error.ts";
import { type PostOutcome, toPostOutcome } from "./outcome.ts";

export const callinglyUrl = "https://api.callingly.com";

export interface CallinglyConnection {
  /** Without `/v1`. @default callinglyUrl */
  readonly baseUrl?: string;
  readonly token: string;
  /**
   * The token as it is now, asked for when Callingly refuses the one above: an operator may have renewed it meanwhile.
   */
  readonly renewed?: () => Promise<string | undefined>;
  /** The client account for which an agency asks. @default none, which is right for everyone else */
  readonly accountId?: string;
  readonly send: Send;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly now: () => Date;
  /** From 0 to 1. @default Math.random */
  readonly random?: () => number;
  /** For each request. @default 10000 */
  readonly timeoutMs?: number;
  /** For requests that may be repeated. @default 3 */
  readonly maxTries?: number;
  /** Longest wait between two tries; if Callingly asks for more, the caller gets the error at once. @default 5000 */
  readonly maxWaitMs?: number;
}

export interface ApiRequest {
  readonly method: Method;
  readonly path: readonly (string | number)[];
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  /** The agency asks for itself: no account is named. */
  readonly asAgency?: boolean;
}

export function callinglyApi(connection: CallinglyConnection) {
  const { send, sleep, now, random = Math.random, maxTries = 3, maxWaitMs = 5_000 } = connection;

  /**
   * @returns the answer's JSON; undefined when a change was accepted without any
   * @throws CallinglyError after the last try, or when another could do harm or would come too late
   */
  async function ask(request: ApiRequest): Promise<unknown> {
    try {
      return await askWith(connection, request);
    } catch (error) {
      const token = isTokenRefused(error) ? await connection.renewed?.().catch(() => undefined) : undefined;
      if (token === undefined || token === connection.token) throw error;
      return askWith({ ...connection, token }, request);
    }
  }

  async function askWith(access: CallinglyConnection, request: ApiRequest): Promise<unknown> {
    const told = { method: request.method, path: pathOf(request) };
    for (let tries = 1; ; tries += 1) {
      const sent = await send(toOutgoing(access, request));
      const result = toResult(told, sent, now());
      if (!(result instanceof CallinglyError)) return result.json;
      // An earlier try that seemed lost may have deleted it.
      if (request.method === "DELETE" && tries > 1 && result.status === 404) return undefined;
      const waitMs = result.retryAfterMs ?? backoffMs(tries, random());
      if (!result.retryable || tries >= maxTries || waitMs > maxWaitMs) throw result;
      await sleep(waitMs);
    }
  }

  /**
   * For what may ring a phone or send a text: one request, over a connection of its own, never repeated.
   * It does not throw.
   */
  async function postOnce(path: string, body: object): Promise<PostOutcome> {
    try {
      const request = toOutgoing(connection, { method: "POST", path: [path], body });
      return toPostOutcome(await send({ ...request, freshConnection: true, maxResponseBytes: 64 * 1024 }), now());
    } catch (error) {
      return { kind: "ambiguous", reason: `failed while sending: ${error instanceof Error ? error.name : "unknown"}` };
    }
  }

  return { ask, postOnce };
}

const isTokenRefused = (error: unknown): boolean =>
  error instanceof CallinglyError && (error.status === 401 || error.status === 403);

function toResult(told: { method: Method; path: string }, sent: Sent, now: Date): { json: unknown } | CallinglyError {
  if (sent.kind !== "answered" || sent.status < 200 || sent.status > 299) return toCallinglyError(told, sent, now);
  const json = parseJson(sent.body);
  if (saysNo(json)) return toCallinglyError(told, sent, now);
  // A change is done by its status; a question is not answered without an answer.
  if (told.method === "GET" && json === undefined) {
    const why = sent.truncated ? "the answer was cut off" : "the answer is not JSON";
    return new CallinglyError(told, why, { status: sent.status, retryable: true });
  }
  return { json };
}

/** A quarter of a second, doubled with each try, of which up to half is left to chance. */
const backoffMs = (tries: number, chance: number) => Math.round(250 * 2 ** (tries - 1) * (1 - chance / 2));

/**
 * Where `account_id` goes is documented for few endpoints: in the query when reading, in the body when changing
 * something. We delete with the query, and a body that is a list cannot hold it.
 */
function toOutgoing(connection: CallinglyConnection, request: ApiRequest): OutgoingRequest {
  const { baseUrl = callinglyUrl, token, timeoutMs = 10_000 } = connection;
  const { method, body, asAgency = false } = request;
  const account = connection.accountId === undefined || asAgency ? {} : { account_id: connection.accountId };
  const inBody = body !== undefined && !Array.isArray(body);

  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...request.query, ...(inBody ? {} : account) })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return {
    method,
    url: `${baseUrl}/v1${pathOf(request)}${query.size > 0 ? `?${query}` : ""}`,
    headers: {
      // Without it Laravel may answer an error with HTML or with a redirect to its login page.
      accept: "application/json",
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(inBody ? spell({ ...body, ...account }) : body) }),
    timeoutMs,
    maxResponseBytes: 16 * 1024 * 1024,
    freshConnection: false,
  };
}

/** @throws TypeError before anything is sent: an id that is no id must not turn into another path */
function pathOf({ path }: ApiRequest): string {
  if (!path.every((segment) => /^\w+$/.test(String(segment)))) throw new TypeError("not an id of Callingly");
  return `/${path.join("/")}`;
}

/** Callingly's spelling: flags are 0 or 1, ids are numbers. */
const spell = (body: object) =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (typeof value === "boolean") return [name, Number(value)];
      if (/(^|_)id$/.test(name) && typeof value === "string" && /^\d+$/.test(value)) return [name, Number(value)];
      return [name, value];
    }),
  );
