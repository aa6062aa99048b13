import http from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { onTestFinished } from "vitest";
import type { BridgeConfigInput } from "../../../lambda/config/schema.ts";
import { httpHandler } from "../../../lambda/runtime/http-handler.ts";
import { type Log, loggable } from "../../../lambda/runtime/log.ts";
import {
  CallbackTokensSchema,
  callbackTokens,
  keysOfSource,
  OriginHeaderSchema,
  originWords,
  SourceKeysSchema,
  visitorKeyOf,
} from "../../../lambda/runtime/secret-shapes.ts";
import { cachedSecret } from "../../../lambda/runtime/secrets.ts";
import { type AcceptDeps, acceptLead } from "../../../lambda/steps/accept-lead/accept-lead.ts";
import { sourceInPath } from "../../../lambda/steps/accept-lead/source-in-path.ts";
import { type OriginCheck, originCheck } from "../../../lambda/steps/check-origin.ts";
import { hearCall, hintsPerAccount } from "../../../lambda/steps/hear-call/hear-call.ts";
import { watchedSource } from "../../../lambda/steps/watch-source.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { serve } from "../../../lib/program/serve.ts";
import { createGateway } from "../../../local/gateway/gateway.ts";
import { aBridge, aClock, aMeasure, someIds } from "../../fakes/bridge.ts";
import { noon } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";

/**
 * The two doors of the bridge as `lambda/functions` opens them, behind the gateway of `npm start`: real HTTP comes in,
 * is routed as API Gateway routes it, and meets the real handlers, secrets included. Only the clock and the table are
 * the test's.
 */

export const seed = "a-seed-that-nobody-can-guess";
export const nextSeed = "the-seed-that-takes-its-place";

export async function openDoors(
  options: {
    config?: Partial<BridgeConfigInput>;
    /** The source's own secrets by source, as in the secret. */
    sources?: Record<string, Record<string, string>>;
    /** Where visitors come from, as the front door would see it. */
    ip?: string;
    now?: Date;
    /** Something stands before the doors, and says this word. */
    origin?: string;
  } = {},
) {
  const store = memoryStore();
  const clock = aClock(options.now ?? noon);
  const lines: string[] = [];
  const log: Log = (level, event, fields) =>
    void lines.push(JSON.stringify({ level, message: event, ...loggable(fields ?? {}) }));
  const secrets = {
    keys: { seed, ...(options.sources && { sources: options.sources }) } as Record<string, unknown>,
    callbacks: { seed } as Record<string, unknown>,
    origin: { seed: options.origin } as Record<string, unknown>,
  };
  const secretOf = (name: keyof typeof secrets) => async () => JSON.stringify(secrets[name]);
  const millis = () => clock.now().getTime();
  const keys = cachedSecret("keys", SourceKeysSchema, secretOf("keys"), millis);
  const callbacks = cachedSecret("callbacks", CallbackTokensSchema, secretOf("callbacks"), millis);
  const origin = cachedSecret("origin", OriginHeaderSchema, secretOf("origin"), millis);
  const checked: OriginCheck =
    options.origin === undefined
      ? (step) => step
      : originCheck({
          wordsOf: async ({ newer = false } = {}) => originWords(await (newer ? origin.newer() : origin())),
          isRequired: true,
          log,
        });
  const bridge = aBridge(options.config);
  const counts = { writes: 0 };
  const limited = limitedTo("accept-lead", store);
  const leads: AcceptDeps["leads"] = {
    ...limited.leads,
    add(lead) {
      counts.writes += 1;
      return limited.leads.add(lead);
    },
  };
  const secretsFor: AcceptDeps["secretsFor"] = async (source, { newer = false } = {}) => {
    const secret = await (newer ? keys.newer() : keys());
    return {
      keys: keysOfSource(secret, source),
      values: secret.sources?.[source] ?? {},
      visitorKey: visitorKeyOf(secret, source),
    };
  };
  const newId = someIds("accept");
  const watched = { bridge, sourceHours: limited.sourceHours, secretsFor, now: clock.now, log };
  const watchedAccept = watchedSource(
    checked((request) =>
      acceptLead(request, {
        bridge,
        leads,
        records: limited.records,
        optOut: async () => undefined,
        secretsFor,
        now: clock.now,
        newId,
        log,
        measure: aMeasure(),
      }),
    ),
    watched,
  );
  const accept = httpHandler((request) => watchedAccept(sourceInPath(request)), log);
  const allows = hintsPerAccount(millis);
  const hear = httpHandler(
    checked((request) =>
      hearCall(request, {
        tokensFor: async (account, event, { newer = false } = {}) => {
          const valid = callbackTokens(await (newer ? callbacks.newer() : callbacks()), account, event);
          return bridge.account(account) ? valid : valid.map((token) => `${token} of no account`);
        },
        calls: limitedTo("hear-call", store).calls,
        allows,
        now: clock.now,
        log,
      }),
    ),
    log,
  );

  const gateway = createGateway();
  const asFunction = (name: string, handler: (event: APIGatewayProxyEventV2) => Promise<unknown>) => ({
    name,
    invoke: (event: unknown) => {
      const asked = event as APIGatewayProxyEventV2;
      if (options.ip) asked.requestContext.http.sourceIp = options.ip;
      return handler(asked);
    },
    close: async () => undefined,
  });
  for (const route of ["ANY /leads/{source}", "ANY /leads/{source}/{key}", "ANY /leads/{path+}", "GET /health"]) {
    gateway.addRoute(route, asFunction("accept-lead", accept));
  }
  gateway.addRoute("POST /callingly/{account}/{event}/{token}", asFunction("hear-call", hear));
  const server = await serve({
    name: "the bridge",
    port: 0,
    ownPagesOnly: false,
    answer: gateway.answer,
    onFailure: () => {},
  });
  onTestFinished(server.close);

  return {
    store,
    clock,
    bridge,
    log,
    /** What was logged, line by line, as CloudWatch gets it. */
    lines,
    counts,
    secrets,
    keyOf: (source: string, of = seed) => keysOfSource({ seed: of }, source)[0] ?? "",
    tokenOf: (account: string, event = "call_completed", of = seed) =>
      callbackTokens({ seed: of }, account, event)[0] ?? "",
    /** A webhook of Callingly's without the network before it, for floods. */
    tell: async (account: string, token: string, body: object): Promise<number> => {
      const http = { method: "POST", path: "", protocol: "", sourceIp: "", userAgent: "" };
      const event = {
        requestContext: { http, domainName: "bridge.example.com" },
        rawPath: "/callingly",
        rawQueryString: "",
        headers: {},
        pathParameters: { account, event: "call_completed", token },
        body: JSON.stringify(body),
      };
      return (await hear(event as never)).statusCode ?? 0;
    },
    /** The path goes out as it is written: nothing normalises it on the way. */
    send: (path: string, given: Sending = {}) => exchange(`${server.url}`, path, given),
  };
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array | object;
}

export interface Received {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function exchange(base: string, path: string, { method = "POST", headers = {}, body }: Sending): Promise<Received> {
  const bytes =
    body === undefined || typeof body === "string" || body instanceof Uint8Array ? (body ?? "") : JSON.stringify(body);
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const type = typeof body === "object" && !(body instanceof Uint8Array) ? "application/json" : undefined;
    const outgoing = http.request(
      {
        hostname,
        port,
        path,
        method,
        agent: false,
        headers: { ...(type && { "content-type": type }), "content-length": Buffer.byteLength(bytes), ...headers },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

export const dana = { name: "Dana Whitfield", phone: "(212) 555-0123", email: "dana.whitfield@example.com" };
