import type { HttpRequest } from "../../runtime/http.ts";

/**
 * A slash too many in an address, at its end or doubled, still leads to the source: a user who put the address together
 * in a form builder sees no difference, and would lose each lead. The route for such addresses is split into source and
 * key here.
 */
export function sourceInPath(request: HttpRequest): HttpRequest {
  const { path, ...params } = request.params;
  if (path === undefined) return request;
  const parts = path.split("/").filter((part) => part !== "");
  const [source, key] = parts;
  // An address with more parts, or one that climbs, names no source.
  const namesNone = parts.length > 2 || parts.some((part) => part === "." || part === "..");
  if (source === undefined || namesNone) return { ...request, params: { ...params, source: "" } };
  return { ...request, params: { ...params, source, ...(key !== undefined && { key }) } };
}
