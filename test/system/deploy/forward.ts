import * as http from "node:http";
import { type LocalServer, serve } from "../../../lib/program/serve.ts";

export interface Target {
  /** The whole address to ask instead. */
  readonly url: string;
  /** The name to ask for. @default that of the address */
  readonly host?: string;
}

/**
 * A server on this machine that hands requests on, byte for byte.
 * @param to undefined: answered 404
 */
export const serveForward = (
  name: string,
  port: number,
  to: (path: string) => Target | undefined,
): Promise<LocalServer> =>
  serve({
    name,
    port,
    ownPagesOnly: false,
    onFailure: () => {},
    async answer(incoming, response) {
      const target = to(incoming.url ?? "/");
      if (target === undefined) return void response.writeHead(404).end();
      const { url, host = new URL(url).host } = target;
      const outgoing = http.request(url, { method: incoming.method, headers: { ...incoming.headers, host } });
      outgoing.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      response.on("close", () => outgoing.destroy());
      incoming.pipe(outgoing);
      return undefined;
    },
  });
