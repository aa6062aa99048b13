import { noRoute, wrongMethod } from "./errors.ts";
import type { Account } from "./model.ts";
import type { World } from "./simulate.ts";

/** What an endpoint has to work with. Its changes go into `records`, a draft that the caller commits or drops. */
export interface Context extends World {
  readonly account: Account;
  /** The ids in the path, by name. */
  readonly params: Readonly<Record<string, number>>;
  readonly query: Readonly<Record<string, string>>;
  readonly input: unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /v1, with ids as `{id}`. */
  readonly path: string;
  /** Answers the body. */
  readonly run: (context: Context) => unknown;
}

/**
 * What sibling paths suggest but no documentation has: help article 38 knows no other way to make a lead than
 * POST /calls, no single client or agent, and no way to delete a team.
 */
const undocumented = ["POST /v1/leads", "GET /v1/clients/1", "GET /v1/agents/1", "DELETE /v1/teams/1"];

/** @throws ApiError 404 or 405 */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  const shape = `${method} ${path.replace(/\d+/g, "#")}`;
  const known = found.get(routes) ?? new Map<string, Route>();
  found.set(routes, known);
  const route = known.get(shape) ?? searchRoute(routes, method, path);
  if (known.size < 1_000) known.set(shape, route);
  return { route, params: matchPath(route.path, path) ?? {} };
}

/** Paths that differ in their numbers only lead to the same route. */
const found = new WeakMap<readonly Route[], Map<string, Route>>();

function searchRoute(routes: readonly Route[], method: string, path: string): Route {
  const fitting = routes.flatMap((route) => {
    return matchPath(route.path, path) ? [route] : [];
  });
  const route = fitting.find((one) => one.method === method);
  if (route) return route;
  if (fitting.length === 0 || undocumented.includes(`${method} ${path.replace(/\d+$/, "1")}`)) throw noRoute(path);
  throw wrongMethod(
    method,
    path,
    fitting.map((one) => one.method),
  );
}

/** The ids in a path of that form, or undefined when the path has another. */
function matchPath(form: string, path: string): Record<string, number> | undefined {
  const match = patternOf(form).exec(path);
  if (!match) return undefined;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, digits]) => [name, Number(digits)]));
}

const patterns = new Map<string, RegExp>();

function patternOf(form: string): RegExp {
  const known = patterns.get(form) ?? new RegExp(`^/v1${form.replace(/\{(\w+)\}/g, "(?<$1>\\d+)")}$`);
  patterns.set(form, known);
  return known;
}
