import { createHash } from "node:crypto";
import type { HttpReply } from "../../../runtime/http.ts";

/** Small pages for people whose browser posted a form: self-contained, nothing is loaded, nothing is run. */

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 18px/1.5 system-ui, sans-serif;
  background: light-dark(#f5f6f8, #16181d); color: light-dark(#1c2024, #e8eaed); }
main { max-width: 28rem; margin: 1.5rem; padding: 2.5rem; border-radius: 1rem; background: light-dark(#fff, #22252b);
  box-shadow: 0 1px 3px rgb(0 0 0 / .15); }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.2; }
p, ul { margin: .75rem 0 0; }
a { color: inherit; }
`;

/**
 * Many forms post into a frame of their page, so that the visitor stays where they are. It may be shown there: it has
 * nothing to press that changes anything.
 */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

export interface PageContent {
  readonly title: string;
  readonly text: string;
  readonly points?: readonly string[];
  readonly link?: { readonly to: string; readonly text: string } | undefined;
}

/** A page with a heading, a sentence, and where given a list and a link. All text is escaped. */
export function page(status: number, { title, text, points = [], link }: PageContent): HttpReply {
  const list = points.map((point) => `<li>${escapeHtml(point)}</li>`).join("");
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${list && `<ul>${list}</ul>\n`}<p>${escapeHtml(text)}</p>
${link ? `<p><a href="${escapeHtml(link.to)}">${escapeHtml(link.text)}</a></p>\n` : ""}</main>
</body>
</html>
`,
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");
