import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands between a browser and the bridge, on one address: it can be gone, and it can answer by itself. */
export interface Front {
  readonly url: string;
  /** Every POST that reached it, whoever answered. */
  readonly posts: readonly Post[];
  /** Nobody listens at the address any more. */
  goDown(): Promise<void>;
  /** As if nothing had been: it listens, lets everything through, and holds nothing. */
  comeUp(): Promise<void>;
  /** Answers requests of some methods itself. */
  answer(methods: readonly string[], reply: Reply): void;
  /** Keeps the POSTs that come in waiting, until the function that is handed back is called. */
  hold(): () => void;
}

export interface Post {
  readonly key: string | undefined;
  readonly form: URLSearchParams;
  /** What the bridge answered to it. */
  readonly answer?: { readonly status: number; readonly leadId: string | undefined };
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export async function startFront(bridge: string): Promise<Front> {
  const posts: Post[] = [];
  let own: { readonly methods: readonly string[]; readonly reply: Reply } | undefined;
  let held: Promise<void> | undefined;
  let server: Server | undefined;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await bytesOf(incoming);
    const post = { key: incoming.headers["idempotency-key"]?.toString(), form: new URLSearchParams(`${body}`) };
    const at = incoming.method === "POST" ? posts.push(post) - 1 : -1;
    if (at >= 0) await held;
    if (own?.methods.includes(incoming.method ?? ""))
      return void outgoing.writeHead(own.reply.status, { ...own.reply.headers }).end(own.reply.body);
    const passed = request(bridge + incoming.url, { method: incoming.method ?? "GET", headers: incoming.headers });
    passed.end(body);
    const [reply] = (await once(passed, "response")) as [IncomingMessage];
    const said = await bytesOf(reply);
    const status = reply.statusCode ?? 0;
    if (at >= 0) posts[at] = { ...post, answer: { status, leadId: /"lead_id":"(\w+)"/.exec(`${said}`)?.[1] } };
    outgoing.writeHead(status, reply.headers).end(said);
  };

  const listen = async (port: number) => {
    server = createServer((incoming, outgoing) => void answer(incoming, outgoing).catch(() => outgoing.destroy()));
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);

  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    async goDown() {
      server?.close();
      server?.closeAllConnections();
    },
    async comeUp() {
      own = undefined;
      held = undefined;
      if (!server?.listening) await listen(port);
    },
    answer: (methods, reply) => {
      own = { methods, reply };
    },
    hold() {
      let letGo = () => {};
      held = new Promise((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
  };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
