import type { HttpRequest } from "../../runtime/http.ts";

/**
 * A slash too many in an address, at its end or doubled, still leads to the door: whoever put the address together in a
 * form builder sees no difference, and would lose each lead. What comes by the route for such addresses is told apart here.
 */
export function sameDoor(request: HttpRequest): HttpRequest {
  const { path, ...params } = request.params;
  if (path === undefined) return request;
  const [source, key, ...more] = path.split("/").filter((part) => part !== "");
  // What no route leads to is no source either.
  if (source === undefined || more.length > 0) return { ...request, params: { ...params, source: "" } };
  return { ...request, params: { ...params, source, ...(key !== undefined && { key }) } };
}
