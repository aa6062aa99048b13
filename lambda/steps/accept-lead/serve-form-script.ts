import type { HttpReply, HttpRequest } from "../../runtime/http.ts";

/** GET /form.js: the script that makes a page's forms patient. It is the same for everybody and knows no source. */

export interface ScriptFile {
  readonly text: string;
  /** Changes with the text. Quoted, as in the header. */
  readonly etag: string;
}

export const isScriptAskedFor = ({ url, params }: HttpRequest): boolean =>
  params.source === undefined && new URL(url).pathname.endsWith("/form.js");

export function serveFormScript({ headers }: HttpRequest, { text, etag }: ScriptFile): HttpReply {
  const isKnown = headers["if-none-match"]?.split(/\s*,\s*/).includes(etag) ?? false;
  const about = {
    etag,
    // A fix arrives within the hour. For a week a browser may use its copy while it asks for a newer one, so that forms
    // stay patient when the bridge is down, which is what they need the script for.
    "cache-control": "public, max-age=3600, stale-while-revalidate=604800",
    "cross-origin-resource-policy": "cross-origin",
  };
  if (isKnown) return { status: 304, headers: about };
  return { status: 200, headers: { ...about, "content-type": "text/javascript; charset=utf-8" }, body: text };
}
