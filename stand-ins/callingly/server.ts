import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isForeign, ownPagesHeaders } from "../../lib/program/own-pages.ts";
import type { Reply, Request } from "./ports.ts";

/** The way from a socket to the stand-in and back, faults included. Loopback only. */

const largestBody = 1_000_000;

/** Serves on 127.0.0.1; port 0 picks a free one. Rejects with EADDRINUSE when the port is taken. */
export function serve(
  handle: (request: Request) => Reply,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => void exchange(handle, incoming, response));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ url: urlOf(server), close: () => closed(server) }));
  });
}

async function exchange(handle: (request: Request) => Reply, incoming: IncomingMessage, response: ServerResponse) {
  try {
    // A page in somebody's browser must not reach the controls by naming this address its own, or by posting here.
    if (isForeign(incoming)) return void response.writeHead(403).end();
    for (const [name, value] of Object.entries(ownPagesHeaders)) response.setHeader(name, value);
    const body = await readBody(incoming);
    if (body === undefined) return void response.writeHead(413).end();
    const reply = handle(toRequest(incoming, body));
    if (reply.afterMs > 0) setTimeout(() => perform(reply, response), reply.afterMs).unref();
    else perform(reply, response);
  } catch (error) {
    // The sender went away, or the stand-in has a bug: either way this exchange is over.
    if (!incoming.destroyed) console.error(error);
    response.destroy();
  }
}

function perform(reply: Reply, response: ServerResponse): void {
  if (reply.kind === "reset") response.socket?.resetAndDestroy();
  if (reply.kind === "resetAfterHeaders") {
    response.writeHead(reply.status, { ...reply.headers, "content-length": Buffer.byteLength(reply.body) + 1 });
    response.write(reply.body.slice(0, reply.body.length / 2) || " ", () => response.socket?.resetAndDestroy());
  }
  if (reply.kind === "answer") response.writeHead(reply.status, { ...reply.headers }).end(reply.body);
}

function toRequest({ method = "GET", url = "/", headers }: IncomingMessage, body: string): Request {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { method, path: pathname, query: Object.fromEntries(searchParams), headers: Object.fromEntries(flat), body };
}

/** Undefined when the body is larger than anything Callingly is sent. */
function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestBody) resolve(undefined);
      else chunks.push(chunk);
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    incoming.on("error", reject);
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

/** Requests left hanging by a fault would keep the server open for ever. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
