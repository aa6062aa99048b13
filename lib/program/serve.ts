import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isForeign, ownPagesHeaders } from "./own-pages.ts";
import { Problem, wordsOf } from "./problem.ts";

/** A server on 127.0.0.1, and nowhere else. */
export interface LocalServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Undefined: it has answered, or will, by itself. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<Outgoing | undefined>;

export interface ServeOptions {
  /** For people, when the port is taken. */
  readonly name: string;
  /** 0 picks a free one. */
  readonly port: number;
  /**
   * Refuses requests that a page from elsewhere sends, and those that come under another name than this machine's:
   * a user of the machine may come in here, a page in their browser may not.
   */
  readonly ownPagesOnly: boolean;
  readonly answer: Answerer;
  readonly onFailure: (message: string) => void;
}

const closingMs = 1_000;

/** @throws Problem when the port is taken */
export async function serve({ name, port, ownPagesOnly, answer, onFailure }: ServeOptions): Promise<LocalServer> {
  const server = createServer(async (request, response) => {
    try {
      if (ownPagesOnly) {
        if (isForeign(request)) return void response.writeHead(403).end();
        for (const [name, value] of Object.entries(ownPagesHeaders)) response.setHeader(name, value);
      }
      const outgoing = await answer(request, response);
      if (outgoing) send(response, outgoing);
    } catch (error) {
      if (!request.destroyed) onFailure(`${name}: ${wordsOf(error)}`);
      response.destroy();
    }
  });
  await listen(server, name, port);
  return { url: urlOf(server), close: () => closed(server) };
}

function send(response: ServerResponse, { status, headers, body }: Outgoing): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status).end(body);
}

/** Undefined when there is more of it than may be. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      // The rest is read and dropped, so that the sender gets to see the answer.
      if (size <= limit) chunks.push(chunk);
    });
    request.on("end", () => resolve(size > limit ? undefined : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

function listen(server: Server, name: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? portInUse(name, port)
          : new Problem(`${name} cannot listen on port ${port}: ${error.message}.`),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

export const portInUse = (name: string, port: number): Problem =>
  new Problem(`Port ${port}, wanted for ${name}, is in use: end what listens there or choose other ports with --port.`);

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

/** Lets requests under way finish, for a moment; streams of events never would. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), closingMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
