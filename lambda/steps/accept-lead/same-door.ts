import type { HttpRequest } from "../../runtime/http.ts";

/**
 * A slash too many in an address, at its end or doubled, still leads to the source: a user who put the address together
 * in a form builder sees no difference, and would lose each lead. The route for such addresses is split into source and
 * key here.
 */
export function sameDoor(request: HttpRequest): HttpRequest {
  const { path, ...params } = request.params;
  if (path === undefined) return request;
  const [source, key, ...more] = path.split("/").filter((part) => part !== "");
  // An address with more parts names no source.
  if (source === undefined || more.length > 0) return { ...request, params: { ...params, source: "" } };
  return { ...request, params: { ...params, source, ...(key !== undefined && { key }) } };
}
