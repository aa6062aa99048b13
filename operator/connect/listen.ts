import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Problem } from "../../lib/program/problem.ts";

/** Where the browser comes back to: an address of this machine, and of no other. */

const PATH = "/callback";

/** Vendors want the exact address beforehand, so that it is always the same one. */
export const usualPort = 8976;

const HERE = "http://localhost";
const NOTHING = "There is nothing here.";

/** The address that has to be registered with the vendor. */
export const redirectAddress = (port: number, takes: "http" | "https"): string => `${takes}://localhost:${port}${PATH}`;

export interface Listening {
  /** The one that listens; another than the wanted one where that was 0. */
  readonly port: number;
  /** Leads the browser on to `page`, so that no program's arguments have to hold that address. */
  start(page: string): string;
  /**
   * What the browser brought back.
   * @throws Problem when it does not come in time
   */
  answer(patienceMs: number): Promise<URLSearchParams>;
  close(): void;
}

/** @throws Problem when the port is taken */
export async function listenForBrowser(port: number): Promise<Listening> {
  let page: string | undefined;
  let arrive: (answer: URLSearchParams) => void = () => undefined;
  const arrived = new Promise<URLSearchParams>((resolve) => {
    arrive = resolve;
  });
  const server = createServer((request, response) => {
    // Whatever else of this machine knocks here, as a scan of its ports, must not end the command.
    const { url = "/" } = request;
    if (!URL.canParse(url, HERE)) return send(response, 404, NOTHING);
    const { pathname, searchParams } = new URL(url, HERE);
    if (!isHere(request)) return send(response, 403, "This address is for this machine's own browser.");
    if (pathname === "/" && page !== undefined) return void response.writeHead(302, { location: page, ...kept }).end();
    if (pathname !== PATH) return send(response, 404, NOTHING);
    send(response, 200, "The answer has arrived. Close this page and go back to the terminal.");
    arrive(searchParams);
  });
  await listening(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    start(to) {
      page = to;
      return `http://localhost:${actual}/`;
    },
    answer: (patienceMs) => inTime(arrived, patienceMs),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLate()), patienceMs);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

/** Not under a name that a page from elsewhere made lead here. */
const isHere = ({ headers }: IncomingMessage): boolean =>
  /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(headers.host ?? "");

/** What the browser brings is not for another page, nor for the next person at this machine. */
const kept = { "cache-control": "no-store", "referrer-policy": "no-referrer", connection: "close" };

function send(response: ServerResponse, status: number, words: string): void {
  const headers = {
    ...kept,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'",
  };
  response.writeHead(status, headers).end(`<!doctype html><title>callingly-bridge</title><p>${words}</p>\n`);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) =>
      reject(
        new Problem(
          code === "EADDRINUSE"
            ? `Port ${port} of this machine is in use: end what listens there, or name another with --port and register the address that is printed then.`
            : `Nobody can listen on port ${port} of this machine (${message}): name another with --port.`,
        ),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
}

const tooLate = (): Problem =>
  new Problem(
    "Nobody came back from the browser in time, and nothing is written. If the vendor's page complained about the address to return to, that is not registered exactly as printed. Run the command again.",
  );
