import type { Outgoing } from "../../../lib/program/serve.ts";

/** Which request is answered how. */

export interface Asked {
  readonly query: URLSearchParams;
  readonly value: unknown;
  /** Of the path, in its order. */
  readonly ids: readonly string[];
}

/** @example ["PUT /contacts/*", answer] */
export type Route = readonly [request: string, answer: (asked: Asked) => Outgoing];

/** The first that fits, so that those without ids stand first. @returns it, with what stands in the path for each `*` */
export function routeOf(routes: readonly Route[], method: string, pathname: string): [Route | undefined, string[]] {
  for (const route of routes) {
    const pattern = route[0].split("*").map(escaped).join("([^/]+)");
    const found = new RegExp(`^${pattern}$`).exec(`${method} ${pathname}`);
    if (found) return [route, found.slice(1).map(decodeURIComponent)];
  }
  return [undefined, []];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
