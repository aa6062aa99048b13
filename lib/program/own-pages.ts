import type { IncomingMessage } from "node:http";

/** Requests that a page from elsewhere makes a browser send. */

const names = ["127.0.0.1", "localhost"];
const httpPort = 80;

/**
 * Whether a request may come from a page that is not served by this very port, or under another name than this
 * machine's: both must be exact, since a page of another port is from elsewhere too, and names such as
 * `127.0.0.1.example.com` lead here as well. A link from elsewhere may be followed.
 */
export function isForeign({
  headers,
  method,
  socket,
}: Pick<IncomingMessage, "headers" | "method" | "socket">): boolean {
  const port = socket.localPort;
  const hosts = names.map((name) => (port === httpPort ? name : `${name}:${port}`));
  if (!hosts.includes(headers.host ?? "")) return true;
  if (headers.origin !== undefined) return !hosts.some((host) => headers.origin === `http://${host}`);
  // An image or a script is asked for without an origin; browsers say of each request whose it is.
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return false;
  return !(method === "GET" && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document");
}

/** For browsers that show such answers: no frame around them, and nothing but what they say they are. */
export const ownPagesHeaders = {
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
} as const;
