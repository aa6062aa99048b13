import type { IncomingMessage } from "node:http";
import { type Throttle, tokenBucket } from "../../lambda/runtime/token-bucket.ts";
import { type Outgoing, readBody } from "../../lib/program/serve.ts";
import type { Invocable } from "../functions/function.ts";
import { answer, toAnswer, toEvent } from "./payload.ts";
import type { Exchange } from "./refusal-log.ts";
import { findRoute, type Route } from "./routes.ts";

/** The HTTP API in front of the functions. */
export interface Gateway {
  addRoute(key: string, fn: Invocable): void;
  throttle(perSecond: number, burst: number): void;
  /** Called when a request was answered: the functions may have written something. */
  onAnswered(listener: (exchange: Exchange) => void): void;
  answer(request: IncomingMessage): Promise<Outgoing>;
}

const largestBody = 10 * 1024 * 1024;
/** An HTTP API waits no longer, however long the function may run. */
const patienceMs = 30_000;

export function createGateway(): Gateway {
  const routes: Route<Invocable>[] = [];
  const listeners: ((exchange: Exchange) => void)[] = [];
  let limit: Throttle = { allows: () => true };

  const invoke = async (request: IncomingMessage, body: Buffer): Promise<Outgoing> => {
    const [encoded = "/", query = ""] = splitTarget(request.url ?? "/");
    const path = decoded(encoded);
    if (path === undefined) return answer(400);
    const match = findRoute(routes, request.method ?? "GET", path);
    if (!match) return answer(404);
    const { route, pathParameters } = match;
    const event = toEvent({ request, path, query, body, routeKey: route.key, pathParameters }, new Date());
    const result = route.target.invoke(event).then(toAnswer, () => answer(500));
    return Promise.race([result, timeout()]);
  };

  const answerOf = async (request: IncomingMessage, body: Buffer | undefined): Promise<Outgoing> => {
    if (body === undefined) return answer(413);
    return limit.allows() ? invoke(request, body) : answer(429);
  };

  return {
    addRoute: (key, target) => void routes.push({ key, target }),
    throttle(perSecond, burst) {
      limit = tokenBucket(perSecond, burst, () => performance.now());
    },
    onAnswered: (listener) => void listeners.push(listener),
    async answer(request) {
      const body = await readBody(request, largestBody);
      const outgoing = await answerOf(request, body);
      for (const listener of listeners) listener({ request, body, answer: outgoing });
      return outgoing;
    },
  };
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const timeout = (): Promise<Outgoing> =>
  new Promise((resolve) => setTimeout(() => resolve(answer(503)), patienceMs).unref());
