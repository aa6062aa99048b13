import type { HttpReply, HttpRequest } from "../../runtime/http.ts";

/**
 * GET /form.js and /form/VERSION.js: the script that makes a page's forms patient. It is the same for everybody and knows
 * no source. Pages are written once and stay for years, so every version's name is answered for ever, with the script of
 * today where the version is another.
 */

export interface ScriptFile {
  readonly text: string;
  /** Changes with the text. Fit for a path. */
  readonly version: string;
}

const scriptPath = /\/form(?:\/([^/]+))?\.js$/;

export const isScriptAskedFor = ({ url, params }: HttpRequest): boolean =>
  params.source === undefined && scriptPath.test(new URL(url).pathname);

export function serveFormScript({ url, headers }: HttpRequest, { text, version }: ScriptFile): HttpReply {
  const [, asked] = scriptPath.exec(new URL(url).pathname) ?? [];
  const etag = `"${version}"`;
  const isKnown = headers["if-none-match"]?.split(/\s*,\s*/).includes(etag) ?? false;
  const about = {
    etag,
    "cache-control": asked === version ? forEver : forAnHour,
    // Where these very bytes stay: for pages that are made anew with each release of theirs.
    ...(asked === undefined && { "content-location": `form/${version}.js` }),
    "cross-origin-resource-policy": "cross-origin",
  };
  if (isKnown) return { status: 304, headers: about };
  return { status: 200, headers: { ...about, "content-type": "text/javascript; charset=utf-8" }, body: text };
}

const forEver = "public, max-age=31536000, immutable";

/**
 * A fix arrives within the hour. For a week a browser may use its copy while it asks for a newer one, so that forms stay
 * patient when the bridge is down, which is what they need the script for.
 */
const forAnHour = "public, max-age=3600, stale-while-revalidate=604800";
