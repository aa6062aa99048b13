import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { nodeSend, type OutgoingRequest, type Send } from "../../../lambda/runtime/http-client.ts";
import { keptConnections } from "../../../lambda/runtime/kept-connections.ts";
import { selfSigned } from "./self-signed.ts";

/** Both ways out, which make the same promises. */
const waysOut: readonly { way: string; open: (options?: Options) => Send; notHttp: RegExp }[] = [
  { way: "node:http", open: (options) => nodeSend({ mayBePrivate: () => true, ...options }), notHttp: /^HPE_/ },
  {
    way: "kept connections",
    open: (options) => keptConnections({ keptMs: 3_000, ...options }),
    notHttp: /^no answer in HTTP$/,
  },
];
interface Options {
  readonly ca?: string;
  readonly now?: () => number;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Starts a server on a free port and answers the port. */
async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const serve = async (answer: http.RequestListener) =>
  `http://127.0.0.1:${await listen(http.createServer(answer))}/v1/calls`;

/** A server that waits for the request's first bytes and then does as told with the bare socket. */
const serveRaw = async (act: (socket: net.Socket) => void) =>
  `http://127.0.0.1:${await listen(net.createServer((socket) => socket.once("data", () => act(socket))))}/v1/calls`;

const request = (url: string, change: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: "POST",
  url,
  body: '{"name":"Zoë"}',
  timeoutMs: 5_000,
  maxResponseBytes: 1_000,
  freshConnection: true,
  ...change,
});

describe.each(waysOut)("$way", ({ open, notHttp }) => {
  const send = open();

  describe("what arrives at the server", () => {
    it("is the method, the path with its query, the headers and the body in UTF-8", async () => {
      const url = await serve((incoming, reply) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
          const { method, url, headers } = incoming;
          reply.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString("utf8") }));
        });
      });
      const sent = await send(request(`${url}?a=1`, { headers: { "x-one": "1" } }));
      expect(sent).toMatchObject({ kind: "answered", status: 200, truncated: false });
      const seen = JSON.parse(sent.kind === "answered" ? sent.body : "");
      expect(seen).toMatchObject({ method: "POST", url: "/v1/calls?a=1", body: '{"name":"Zoë"}' });
      expect(seen.headers).toMatchObject({
        "x-one": "1",
        "accept-encoding": "identity",
        "content-length": "15",
        connection: "close",
      });
    });

    it.each(["GET", "POST", "PUT", "DELETE"])("is a whole %s, with a body and without", async (method) => {
      const url = await serve((incoming, reply) => {
        let length = 0;
        incoming.on("data", (chunk: Buffer) => {
          length += chunk.length;
        });
        incoming.on("end", () => reply.end(`${incoming.method} ${length}`));
      });
      expect(await send(request(url, { method }))).toMatchObject({ body: `${method} 15` });
      const { body: _, ...bare } = request(url, { method });
      expect(await send(bare)).toMatchObject({ body: `${method} 0` });
    });
  });

  describe("connections", () => {
    /** Answers each request with the number of the connection it came over. */
    const serveCounting = async () => {
      let connections = 0;
      const numbers = new WeakMap<net.Socket, number>();
      const server = http.createServer((incoming, reply) => reply.end(String(numbers.get(incoming.socket))));
      server.on("connection", (socket) => numbers.set(socket, ++connections));
      return `http://127.0.0.1:${await listen(server)}/`;
    };

    it("are kept for the next request", async () => {
      const url = await serveCounting();
      expect(await send(request(url, { freshConnection: false }))).toMatchObject({ body: "1" });
      expect(await send(request(url, { freshConnection: false }))).toMatchObject({ body: "1" });
    });

    it("F38: are new for each request that asks for a fresh one", async () => {
      const url = await serveCounting();
      expect(await send(request(url, { freshConnection: false }))).toMatchObject({ body: "1" });
      expect(await send(request(url))).toMatchObject({ body: "2" });
      expect(await send(request(url))).toMatchObject({ body: "3" });
    });

    it("are not used again once they have been idle for as long as a server may bear", async () => {
      const seen = new Set<net.Socket>();
      const url = await serve((incoming, reply) => {
        seen.add(incoming.socket);
        reply.end();
      });
      let time = 0;
      const later = open({ now: () => time });
      const connectionsAfter = async (idleMs: number) => {
        time += idleMs;
        expect(await later(request(url, { freshConnection: false }))).toMatchObject({ kind: "answered" });
        return seen.size;
      };
      expect(await connectionsAfter(0)).toBe(1);
      expect(await connectionsAfter(2_900)).toBe(1);
      expect(await connectionsAfter(2_900)).toBe(1);
      expect(await connectionsAfter(3_000)).toBe(2);
    });

    it("that were just closed are not handed out, also where the clock was set back", async () => {
      let time = 100_000;
      const held: (() => void)[] = [];
      const url = await serve((incoming, reply) => {
        if (incoming.url?.endsWith("slow")) held.push(() => reply.end());
        else reply.end();
      });
      const own = open({ now: () => time });
      const ask = (query: string) => own(request(url + query, { freshConnection: false }));
      const slow = ask("?slow");
      await expect.poll(() => held.length).toBe(1);
      await ask("?quick");
      time = 0;
      held[0]?.();
      await slow;
      time = 5_000;
      expect(await ask("")).toMatchObject({ kind: "answered" });
    });

    it("that break when used again leave the request's fate open", async () => {
      const answeredSockets = new WeakSet<net.Socket>();
      const url = await serve((incoming, reply) => {
        if (answeredSockets.has(incoming.socket)) return incoming.socket.resetAndDestroy();
        answeredSockets.add(incoming.socket);
        reply.end("ok");
      });
      expect(await send(request(url, { freshConnection: false }))).toMatchObject({ kind: "answered" });
      expect(await send(request(url, { freshConnection: false }))).toEqual({ kind: "ambiguous", reason: "ECONNRESET" });
    });
  });

  describe("not sent", () => {
    it.each([
      ["no address", "calls please", "ERR_INVALID_URL"],
      ["an address of another kind", "ftp://127.0.0.1/", "ERR_INVALID_PROTOCOL"],
      ["a name that does not exist", "http://nobody.invalid/", expect.any(String)],
    ])("%s", async (_, url, reason) => {
      expect(await send(request(url))).toEqual({ kind: "not-sent", reason });
    });

    it("a header that HTTP forbids, without telling its value", async () => {
      const url = await serve((_, reply) => reply.end());
      const sent = await send(request(url, { headers: { authorization: "Bearer secret\n" } }));
      expect(sent).toEqual({ kind: "not-sent", reason: "ERR_INVALID_CHAR" });
    });

    it.each([true, false])("a closed port (fresh connection: %s)", async (freshConnection) => {
      const port = await listen(net.createServer());
      await closing.pop()?.();
      const sent = await send(request(`http://127.0.0.1:${port}/`, { freshConnection }));
      expect(sent).toEqual({ kind: "not-sent", reason: "ECONNREFUSED" });
    });

    it("F25: a TLS handshake that the server does not understand", async () => {
      const port = await listen(net.createServer((socket) => socket.end("this is not TLS\r\n")));
      expect(await send(request(`https://127.0.0.1:${port}/`))).toMatchObject({ kind: "not-sent" });
    });

    it("a TLS handshake that is cut off", async () => {
      const port = await listen(net.createServer((socket) => socket.once("data", () => socket.resetAndDestroy())));
      expect(await send(request(`https://127.0.0.1:${port}/`))).toMatchObject({ kind: "not-sent" });
    });

    it("a TLS handshake that never ends", async () => {
      const port = await listen(net.createServer());
      const sent = await send(request(`https://127.0.0.1:${port}/`, { timeoutMs: 100 }));
      expect(sent).toEqual({ kind: "not-sent", reason: "no connection in time" });
    });

    it.each([true, false])(
      "a certificate nobody vouches for: no request is seen (fresh: %s)",
      async (freshConnection) => {
        const seen: string[] = [];
        const server = https.createServer(selfSigned(), (incoming, reply) => {
          seen.push(incoming.method ?? "");
          reply.end();
        });
        const port = await listen(server);
        const sent = await send(request(`https://127.0.0.1:${port}/`, { freshConnection }));
        expect(sent).toEqual({ kind: "not-sent", reason: "DEPTH_ZERO_SELF_SIGNED_CERT" });
        expect(seen).toEqual([]);
      },
    );
  });

  describe("over TLS", () => {
    it("answers like over a plain connection, on a new one and on one kept", async () => {
      const { key, cert } = selfSigned();
      const port = await listen(https.createServer({ key, cert }, (incoming, reply) => incoming.pipe(reply)));
      const trusting = open({ ca: cert });
      for (const freshConnection of [false, false, true]) {
        const sent = await trusting(request(`https://127.0.0.1:${port}/`, { freshConnection }));
        expect(sent).toMatchObject({ kind: "answered", status: 200, body: '{"name":"Zoë"}', truncated: false });
      }
    });

    it("begins a further connection with what it was given on the one before", async () => {
      const { key, cert } = selfSigned();
      const server = https.createServer({ key, cert }, (incoming, reply) =>
        reply.end(String((incoming.socket as TLSSocket).isSessionReused())),
      );
      const url = `https://127.0.0.1:${await listen(server)}/`;
      const trusting = open({ ca: cert });
      expect(await trusting(request(url, { freshConnection: false }))).toMatchObject({ body: "false" });
      server.closeIdleConnections();
      await expect
        .poll(() => trusting(request(url, { freshConnection: false, headers: { connection: "close" } })))
        .toMatchObject({ body: "true" });
    });

    it("is ambiguous when the connection breaks after the handshake", async () => {
      const { key, cert } = selfSigned();
      const server = https.createServer({ key, cert }, (incoming) => incoming.socket.destroy());
      const sent = await open({ ca: cert })(request(`https://127.0.0.1:${await listen(server)}/`));
      expect(sent).toEqual({ kind: "ambiguous", reason: "ECONNRESET" });
    });
  });

  describe("ambiguous", () => {
    it.each<[string, (socket: net.Socket) => void, unknown]>([
      ["a reset before the answer", (socket) => socket.resetAndDestroy(), "ECONNRESET"],
      ["a connection closed before the answer", (socket) => socket.end(), "ECONNRESET"],
      ["an answer that is not HTTP", (socket) => socket.end("what?\r\n\r\n"), expect.stringMatching(notHttp)],
      ["a status line without its headers", (socket) => socket.end("HTTP/1.1 200 OK\r\nx-one:"), "ECONNRESET"],
      [
        "a change of protocol",
        (socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
        expect.any(String),
      ],
    ])("%s", async (_, act, reason) => {
      const url = await serveRaw(act);
      expect(await send(request(url))).toEqual({ kind: "ambiguous", reason });
    });

    it("F20: no answer in time", async () => {
      const url = await serveRaw(() => {});
      expect(await send(request(url, { timeoutMs: 100 }))).toEqual({ kind: "ambiguous", reason: "no answer in time" });
    });

    it("no answer in time, although the server keeps saying that it works on it", async () => {
      const url = await serveRaw((socket) => socket.write("HTTP/1.1 102 Processing\r\n\r\n"));
      expect(await send(request(url, { timeoutMs: 100 }))).toMatchObject({ kind: "ambiguous" });
    });
  });

  describe("answered", () => {
    it("F30: with a redirect that is not followed", async () => {
      let requests = 0;
      const url = await serve((_, reply) => {
        requests += 1;
        reply.writeHead(302, { location: "/elsewhere" }).end();
      });
      expect(await send(request(url))).toMatchObject({
        kind: "answered",
        status: 302,
        headers: { location: "/elsewhere" },
      });
      expect(requests).toBe(1);
    });

    it.each([204, 404, 503])("with status %i", async (status) => {
      const url = await serve((_, reply) => reply.writeHead(status).end());
      expect(await send(request(url))).toMatchObject({ kind: "answered", status, body: "", truncated: false });
    });

    it("with repeated headers joined", async () => {
      const url = await serve((_, reply) => reply.writeHead(200, { "set-cookie": ["a=1", "b=2"] }).end());
      expect(await send(request(url))).toMatchObject({ headers: { "set-cookie": "a=1, b=2" } });
    });

    it.each([
      ["of the allowed size whole", 1_000, false],
      ["larger than allowed, cut", 1_001, true],
      ["without end, cut", 10_000_000, true],
    ])("with a body %s", async (_, size, truncated) => {
      const url = await serve((_, reply) => reply.end("x".repeat(size)));
      expect(await send(request(url))).toMatchObject({
        kind: "answered",
        status: 200,
        body: "x".repeat(1_000),
        truncated,
        ...(truncated && { tooLong: true }),
      });
    });

    it.each<[string, (socket: net.Socket) => void]>([
      ["reset", (socket) => socket.resetAndDestroy()],
      ["closed too early", (socket) => socket.end()],
      ["not in chunks as promised", (socket) => socket.write("no chunk\r\n")],
      ["never finished", () => {}],
    ])("with a body %s", async (_, act) => {
      const url = await serve((incoming, reply) => {
        reply.writeHead(201).write("half", () => act(incoming.socket));
      });
      const sent = await send(request(url, { timeoutMs: 200 }));
      expect(sent).toMatchObject({ kind: "answered", status: 201, truncated: true });
      expect(sent).not.toHaveProperty("tooLong");
    });
  });
});
