import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import type { ListedSource } from "./list-sources.ts";

/** Whether scripts of a page get an answer from a source's door: what the configuration says, and what the door does. */
export interface PageAtDoor {
  /** Such as `https://www.example.com`, as settings have it. */
  readonly origin: string;
  /** By the configuration here, which need not be the deployed one. */
  readonly isNamed: boolean;
  /** By the door itself. */
  readonly door: "answers" | "refuses" | "silent";
}

/**
 * @param page a page's address, or its origin
 * @throws Problem when it is no address of a page
 */
export async function askDoor(
  { config }: Stage,
  { source, url }: Pick<ListedSource, "source" | "url">,
  page: string,
  deps: { readonly fetch: typeof fetch },
): Promise<PageAtDoor> {
  const origin = originOf(page);
  const { allowedOrigins } = config.sources[source]?.settings ?? {};
  const isNamed = Array.isArray(allowedOrigins) && allowedOrigins.includes(origin);
  // As a browser asks before a script may post.
  const headers = { origin, "access-control-request-method": "POST" };
  const answer = await deps.fetch(url, { method: "OPTIONS", headers }).catch(() => undefined);
  const isLetIn = answer?.headers.get("access-control-allow-origin") === origin;
  return { origin, isNamed, door: answer === undefined ? "silent" : isLetIn ? "answers" : "refuses" };
}

function originOf(page: string): string {
  const text = /^https?:\/\//i.test(page) ? page : `https://${page}`;
  const { origin = "null" } = URL.canParse(text) ? new URL(text) : {};
  if (origin !== "null" && /\.|^https?:\/\/localhost/.test(origin)) return origin;
  throw new Problem(`${page}: write the address of the page with the form, such as https://www.example.com/contact.`);
}
