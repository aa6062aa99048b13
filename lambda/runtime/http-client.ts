/**
 * The way out over HTTP to vendors; AWS is asked by `kept-connections.ts`. It sends a request once and says how far it
 * came, because a worker that rings phones must know the difference between "never left" and "may have arrived". It does
 * not retry, does not follow redirects and does not throw.
 */
import http from "node:http";
import https from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { errorCode } from "./errors.ts";
import { isPrivateUrl, PRIVATE_NETWORK, publicLookup } from "./private-network.ts";

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time for the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Time in which the connection must stand. @default that of the whole exchange */
  readonly connectingMs?: number;
  /** Bytes of the answer's body that are kept; the rest is dropped and `truncated` is set. */
  readonly maxResponseBytes: number;
  /** True for requests that must never meet an idle socket which the server has already closed. */
  readonly freshConnection: boolean;
}

export type Sent =
  /** A status line arrived. `truncated` means the body did not come whole: cut off, too large or too slow. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly truncated: boolean;
      /** It was too large, and would be as large again. */
      readonly tooLong?: boolean;
    }
  /** Proven: no part of the request reached the server (name not found, refused, connect timeout, TLS failure). */
  | { readonly kind: "not-sent"; readonly reason: string }
  /** The request may have arrived; its outcome is unknown. */
  | { readonly kind: "ambiguous"; readonly reason: string };

export type Send = (request: OutgoingRequest) => Promise<Sent>;

export interface SendOptions {
  /** Certificate authority in PEM that replaces the well-known ones. */
  readonly ca?: string | undefined;
  /**
   * The origins that may be in the operator's private network. Every other one is connected to only where it is public.
   * Default: none.
   */
  readonly mayBePrivate?: (origin: string) => boolean;
  /** Asks for the addresses of a name. @default that of node:dns */
  readonly lookup?: LookupFunction;
  /** Milliseconds since 1970. @default that of the machine */
  readonly now?: () => number;
  /** Milliseconds for which an idle connection is kept. @default three seconds */
  readonly keptMs?: number;
}

/** Sends over node:http and node:https, which a cold function loads faster than fetch. */
export function nodeSend(options: SendOptions = {}): Send {
  const { ca, mayBePrivate = () => false, lookup = publicLookup(), now = Date.now, keptMs = MAX_IDLE_MS } = options;
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  const usedAt = new WeakMap<Socket, number>();
  const isOld = (socket: Socket) => now() - (usedAt.get(socket) ?? 0) >= keptMs;
  const reach = (target: URL): Reach => {
    const trust = ca === undefined ? {} : { ca };
    if (mayBePrivate(target.origin)) return trust;
    return isPrivateUrl(target) ? undefined : { ...trust, lookup };
  };
  return async (request) => {
    closeIdle(agents.http, isOld);
    closeIdle(agents.https, isOld);
    const prepared = prepare(request, agents, reach);
    if ("impossible" in prepared) return { kind: "not-sent", reason: prepared.impossible };
    const sent = await exchange(prepared.outgoing, request);
    if (prepared.outgoing.socket) usedAt.set(prepared.outgoing.socket, now());
    return sent;
  };
}

/**
 * Servers close connections that lie idle, Node's after five seconds, and what is sent on one that is being closed is of
 * unknown fate. A function that was frozen between two requests does not notice.
 */
const MAX_IDLE_MS = 3_000;

function closeIdle({ freeSockets }: http.Agent, isOld: (socket: Socket) => boolean): void {
  for (const origin in freeSockets) {
    for (const socket of freeSockets[origin]?.filter(isOld) ?? []) {
      socket.destroy();
      // Out of the pool at once: the agent would still hand out a closed one that is not the first in line.
      socket.emit("agentRemove");
    }
  }
}

/** How a server is connected to; undefined when it may not be. */
type Reach = { readonly ca?: string; readonly lookup?: LookupFunction } | undefined;

/** A request with its headers set and nothing sent yet. */
function prepare(
  { url, method, headers, body, freshConnection }: OutgoingRequest,
  agents: { http: http.Agent; https: https.Agent },
  reach: (target: URL) => Reach,
): { outgoing: http.ClientRequest } | { impossible: string } {
  try {
    const target = new URL(url);
    const reached = reach(target);
    if (!reached) return { impossible: PRIVATE_NETWORK };
    const secure = target.protocol === "https:";
    const outgoing = (secure ? https : http).request({
      ...reached,
      method,
      protocol: target.protocol,
      hostname: target.hostname.replace(/^\[|\]$/g, ""),
      port: target.port,
      path: target.pathname + target.search,
      agent: freshConnection ? false : secure ? agents.https : agents.http,
      headers: headerList({
        host: target.host,
        "accept-encoding": "identity",
        ...headers,
        // Node leaves the length out of a DELETE with a body.
        ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        ...(freshConnection ? { connection: "close" } : { connection: "keep-alive" }),
      }),
    });
    return { outgoing };
  } catch (error) {
    return { impossible: errorCode(error) };
  }
}

/** Name, value, name, value: as it is sent. Node would first make objects of it, which takes longer than all the rest. */
function headerList(headers: Readonly<Record<string, string>>): string[] {
  const list: string[] = [];
  for (const name in headers) list.push(name, headers[name] as string);
  return list;
}

function exchange(outgoing: http.ClientRequest, request: OutgoingRequest): Promise<Sent> {
  const { body, timeoutMs, connectingMs = timeoutMs, maxResponseBytes } = request;
  return new Promise((resolve) => {
    let handedOver = false;
    let settled = false;
    let response: http.IncomingMessage | undefined;
    const kept: Buffer[] = [];
    let room = maxResponseBytes;

    const settle = (sent: Sent) => {
      settled = true;
      clearTimeout(timer);
      clearTimeout(connecting);
      resolve(sent);
      if (sent.kind !== "answered" || sent.truncated) outgoing.destroy();
    };
    const answered = (
      { statusCode = 0, headers }: http.IncomingMessage,
      truncated: boolean,
      how: { readonly tooLong?: true } = {},
    ) => {
      if (settled) return;
      settle({
        kind: "answered",
        status: statusCode,
        headers: flatHeaders(headers),
        body: Buffer.concat(kept).toString("utf8"),
        truncated,
        ...how,
      });
    };
    const unanswered = (reason: string) => {
      if (!settled) settle({ kind: handedOver ? "ambiguous" : "not-sent", reason });
    };

    const timer = setTimeout(() => {
      if (response) answered(response, true);
      else unanswered(handedOver ? "no answer in time" : "no connection in time");
    }, timeoutMs);
    // One that is there already is handed the request in a moment.
    const connecting = outgoing.reusedSocket
      ? undefined
      : setTimeout(() => handedOver || unanswered("no connection in time"), connectingMs);

    // The request is handed over only when the connection stands, certificate checked. So whatever fails before was
    // provably never sent, and need not be guessed from the error.
    outgoing.once("socket", (socket) => {
      const handOver = () => {
        if (outgoing.destroyed) return; // already reported as "not-sent"
        handedOver = true;
        clearTimeout(connecting);
        outgoing.end(body);
      };
      if (outgoing.reusedSocket) handOver();
      else socket.once(outgoing.protocol === "https:" ? "secureConnect" : "connect", handOver);
    });

    outgoing.once("response", (incoming) => {
      response = incoming;
      const ended = () => answered(incoming, !incoming.complete);
      incoming.on("data", (chunk: Buffer) => {
        kept.push(chunk.subarray(0, room));
        if (chunk.length > room) answered(incoming, true, { tooLong: true });
        room -= Math.min(chunk.length, room);
      });
      incoming.once("end", ended);
      incoming.once("close", ended);
      incoming.on("error", () => {}); // "close" follows
    });

    // Once there is a response, its own end tells how the exchange ended.
    outgoing.on("error", (error) => {
      if (!response) unanswered(errorCode(error));
    });
    outgoing.once("close", () => {
      if (!response) unanswered("connection closed");
    });
  });
}

function flatHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
