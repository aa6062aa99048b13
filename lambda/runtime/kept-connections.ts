/**
 * HTTP over connections that are kept, one request at a time on each, to servers that the operator trusts: those of AWS.
 * node:http can do that and everything else that HTTP is, which takes three times the work per request, and as long to
 * load as all of ours. It keeps the promises of `Send`.
 */
import net from "node:net";
import tls from "node:tls";
import { errorCode } from "./errors.ts";
import { answerReader } from "./http-answer.ts";
import type { OutgoingRequest, Send, Sent } from "./http-client.ts";

export interface KeptOptions {
  /** Milliseconds for which an idle connection is kept. */
  readonly keptMs: number;
  /** Certificate authority in PEM that replaces the well-known ones. */
  readonly ca?: string | undefined;
  /** Milliseconds since 1970. @default that of the machine */
  readonly now?: () => number;
}

export function keptConnections({ keptMs, ca, now = Date.now }: KeptOptions): Send {
  const idle = new Map<string, Line[]>();
  /** What a server gave to begin the next connection with: half of a handshake is spared. */
  const sessions = new Map<string, Buffer>();

  const keep = (origin: string, line: Line): void => {
    line.usedAt = now();
    // A process need not stay for a connection that nobody uses.
    line.socket.unref();
    const lines = idle.get(origin);
    if (lines) lines.push(line);
    else idle.set(origin, [line]);
  };

  /** The one that was used last. Those that lay idle for too long go, as servers close them. */
  const takeIdle = (origin: string): Line | undefined => {
    const lines = idle.get(origin) ?? [];
    for (let line = lines.pop(); line; line = lines.pop()) {
      if (line.socket.writable && now() - line.usedAt < keptMs) {
        line.socket.ref();
        return line;
      }
      line.socket.destroy();
    }
    return undefined;
  };

  return async (request) => {
    if (!URL.canParse(request.url)) return { kind: "not-sent", reason: "ERR_INVALID_URL" };
    const target = new URL(request.url);
    if (!/^https?:$/.test(target.protocol)) return { kind: "not-sent", reason: "ERR_INVALID_PROTOCOL" };
    const text = textOf(request, target);
    if (text === undefined) return { kind: "not-sent", reason: "ERR_INVALID_CHAR" };
    const line = request.freshConnection ? undefined : takeIdle(target.origin);
    return exchange(line ?? openLine(target, sessions, ca), text, request, (clean) => keep(target.origin, clean));
  };
}

interface Line {
  readonly socket: net.Socket;
  usedAt: number;
  isOpen: boolean;
  /** Whose request is under way. */
  user: User | undefined;
}

interface User {
  opened(): void;
  came(bytes: Buffer): void;
  /** @param error its code, where it was not closed in good order */
  closed(error?: string): void;
}

function openLine({ origin, protocol, hostname, port }: URL, sessions: Map<string, Buffer>, ca?: string): Line {
  const host = hostname.replace(/^\[|\]$/g, "");
  const isSecure = protocol === "https:";
  const session = sessions.get(origin);
  const socket = isSecure
    ? tls.connect({
        host,
        port: Number(port || 443),
        servername: net.isIP(host) === 0 ? host : "",
        ALPNProtocols: ["http/1.1"],
        ...(ca !== undefined && { ca }),
        ...(session && { session }),
      })
    : net.connect(Number(port || 80), host);
  if (isSecure) socket.on("session", (given: Buffer) => void sessions.set(origin, given));
  const line: Line = { socket, usedAt: 0, isOpen: false, user: undefined };
  let error: string | undefined;
  socket.setNoDelay(true);
  socket.once(isSecure ? "secureConnect" : "connect", () => {
    line.isOpen = true;
    line.user?.opened();
  });
  socket.on("data", (bytes: Buffer) => {
    // What nobody has asked for must not be taken for the next one's answer.
    if (line.user) line.user.came(bytes);
    else socket.destroy();
  });
  socket.on("error", (cause) => {
    error = errorCode(cause);
  });
  socket.once("close", () => line.user?.closed(error));
  return line;
}

function exchange(line: Line, text: string, request: OutgoingRequest, keep: (line: Line) => void): Promise<Sent> {
  const { timeoutMs, connectingMs = timeoutMs, maxResponseBytes, freshConnection } = request;
  return new Promise((resolve) => {
    const reader = answerReader(maxResponseBytes);
    let handedOver = false;

    const settle = (sent: Sent) => {
      clearTimeout(timer);
      clearTimeout(connecting);
      line.user = undefined;
      if (reader.isClean() && !freshConnection) keep(line);
      else line.socket.destroy();
      resolve(sent);
    };
    const settleBy = (reason: string) => {
      const answer = reader.answer();
      const state = reader.state();
      if (!answer) return settle({ kind: handedOver ? "ambiguous" : "not-sent", reason });
      const how = state === "tooLong" ? { truncated: true, tooLong: true } : { truncated: state !== "whole" };
      settle({ kind: "answered", ...answer, ...how });
    };
    const late = () => settleBy(handedOver ? "no answer in time" : "no connection in time");
    // The request is handed over only when the connection stands, certificate checked: what fails before was provably
    // never sent.
    const handOver = () => {
      handedOver = true;
      clearTimeout(connecting);
      line.socket.write(text);
    };

    const timer = setTimeout(late, timeoutMs);
    const connecting = line.isOpen ? undefined : setTimeout(late, connectingMs);
    line.user = {
      opened: handOver,
      came(bytes) {
        reader.take(bytes);
        if (reader.state() !== "coming") settleBy("no answer in HTTP");
      },
      closed(error) {
        if (error === undefined) reader.end();
        settleBy(error ?? "ECONNRESET");
      },
    };
    if (line.isOpen) handOver();
  });
}

/** A control character in a header could begin another one. */
const FORBIDDEN = /[^\t\x20-\x7e]/;

/** @returns undefined where a header says what HTTP forbids */
function textOf(
  { method, headers = {}, body, freshConnection }: OutgoingRequest,
  { host, pathname, search }: URL,
): string | undefined {
  const lines: Record<string, string> = {
    host,
    "accept-encoding": "identity",
    ...headers,
    ...(freshConnection && { connection: "close" }),
    ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }),
  };
  let text = `${method} ${pathname}${search} HTTP/1.1\r\n`;
  for (const name in lines) {
    const value = lines[name] as string;
    if (FORBIDDEN.test(value)) return undefined;
    text += `${name}: ${value}\r\n`;
  }
  return `${text}\r\n${body ?? ""}`;
}
