/** Which route of an HTTP API takes a request. */

export interface Route<Target> {
  /** As in the template, e.g. `POST /leads/{source}`. */
  readonly key: string;
  readonly target: Target;
}

export interface Match<Target> {
  readonly route: Route<Target>;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The most specific route that fits: a named part before a parameter, a method before ANY, `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @param path decoded, as the HTTP API decodes it
 */
export function findRoute<Target>(
  routes: readonly Route<Target>[],
  method: string,
  path: string,
): Match<Target> | undefined {
  const matches = routes.flatMap((route) => {
    const pathParameters = parametersOf(route.key, method, path);
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  return matches.sort((a, b) => compare(rank(a.route.key), rank(b.route.key)))[0];
}

function parametersOf(key: string, method: string, path: string): Record<string, string> | undefined {
  if (key === "$default") return {};
  const [routeMethod, template = ""] = key.split(" ");
  if (routeMethod !== "ANY" && routeMethod !== method) return undefined;
  const wanted = template.split("/");
  const given = path.split("/");
  const parameters: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const value = greedy ? given.slice(at).join("/") : given[at];
    if (name === undefined ? value !== part : !value) return undefined;
    if (name !== undefined && value !== undefined) parameters[name] = value;
    if (greedy) return parameters;
  }
  return wanted.length === given.length ? parameters : undefined;
}

/** Smaller is more specific, part by part from the left. */
function rank(key: string): readonly number[] {
  if (key === "$default") return [9];
  const [method, template = ""] = key.split(" ");
  const parts = template.split("/").map((part) => (part.endsWith("+}") ? 2 : part.startsWith("{") ? 1 : 0));
  return [...parts, method === "ANY" ? 1 : 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
