import { accountOf, callerOf } from "./access.ts";
import { ApiError, tooMany } from "./errors.ts";
import { inputOf } from "./input.ts";
import type { Reply, Request } from "./ports.ts";
import { findRoute, type Route } from "./router.ts";
import { agentRoutes } from "./routes/agents.ts";
import { callRoutes } from "./routes/calls.ts";
import { clientRoutes } from "./routes/clients.ts";
import { leadRoutes } from "./routes/leads.ts";
import { smsRoutes } from "./routes/sms.ts";
import { teamRoutes } from "./routes/teams.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import type { World } from "./simulate.ts";
import type { Throttle } from "./throttle.ts";

/** Every endpoint of https://help.callingly.com/article/38-callingly-api-documentation, and POST /sms. */
export const routes: readonly Route[] = [
  ...clientRoutes,
  ...teamRoutes,
  ...agentRoutes,
  ...callRoutes,
  ...leadRoutes,
  ...webhookRoutes,
  ...smsRoutes,
];

export type Answer = Reply & { readonly kind: "answer" };

export interface Api {
  readonly tokens: ReadonlyMap<string, number>;
  readonly throttle: Throttle;
}

/** Answers one request as an undisturbed service would. Its effects are in `world.records`, not yet committed. */
export function answerRequest(api: Api, request: Request, world: World): Answer {
  if (request.method !== "HEAD") return answerFully(api, request, world);
  // Wherever something can be got, its head can.
  return { ...answerFully(api, { ...request, method: "GET" }, world), body: "" };
}

function answerFully({ tokens, throttle }: Api, request: Request, world: World): Answer {
  try {
    const { route, params } = findRoute(routes, request.method, request.path);
    const caller = callerOf(request, tokens, world.records);
    const refused = throttle.admit(caller.id, world.now, world.switches);
    if (refused) throw tooMany(refused.limit, refused.waitSeconds);
    const input = inputOf(request);
    const account = accountOf(caller, request, input, world.records);
    const body = route.run({ ...world, account, params, query: request.query, input });
    return jsonAnswer(request.method === "POST" ? world.switches.createdStatus : 200, body);
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error, request, world.switches.htmlErrors);
    throw error;
  }
}

export const jsonAnswer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: "answer",
  afterMs: 0,
  status,
  headers: { "content-type": "application/json", ...headers },
  body: body === undefined ? "" : jsonOf(body),
});

/**
 * As JSON.stringify has it. Of a list, rows that were written before are not written again: a search lists a team's calls of
 * a day for every lead of unclear fate, and hardly any of them has changed since the one before.
 */
function jsonOf(body: unknown): string {
  if (typeof body !== "object" || body === null || !("data" in body) || !Array.isArray(body.data)) {
    return JSON.stringify(body);
  }
  const { data, ...rest } = body;
  const rows = data.map((row: object) => {
    const text = written.get(row) ?? JSON.stringify(row);
    written.set(row, text);
    return text;
  });
  const more = JSON.stringify(rest).slice(1, -1);
  return `{"data":[${rows.join(",")}]${more && `,${more}`}}`;
}

const written = new WeakMap<object, string>();

export const htmlAnswer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: "answer",
  afterMs: 0,
  status,
  headers: { "content-type": "text/html; charset=UTF-8", ...headers },
  body,
});

/** Laravel takes a request that does not ask for JSON for a person's, and shows pages instead. */
function errorAnswer({ status, body, headers }: ApiError, request: Request, htmlErrors: boolean): Answer {
  const wantsJson = /\bjson\b/.test(request.headers.accept ?? "");
  if (wantsJson || !htmlErrors) return jsonAnswer(status, body, headers);
  if (status === 401) return htmlAnswer(302, "<p>Redirecting to /login</p>", { location: "/login" });
  return htmlAnswer(status, `<!DOCTYPE html><title>Error ${status}</title><h1>${status}</h1>`, headers);
}
