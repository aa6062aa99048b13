import { createHash } from "node:crypto";
import type { HttpReply } from "../../../runtime/http.ts";
import { directionOf, type Language } from "../words/languages.ts";
import { inkOn } from "./site-color.ts";

/** Small pages for people whose browser posted a form: self-contained, nothing is loaded, nothing is run. */

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 18px/1.5 system-ui, sans-serif;
  background: light-dark(#f5f6f8, #16181d); color: light-dark(#1c2024, #e8eaed); }
.card { max-width: 28rem; margin: 1.5rem; border-radius: 1rem; overflow: hidden; overflow-wrap: anywhere;
  background: light-dark(#fff, #22252b); box-shadow: 0 1px 3px rgb(0 0 0 / .15); }
header { padding: 1rem 2.5rem; font-weight: 600; border-bottom: 1px solid light-dark(#dfe2e6, #3a3f47); }
main { padding: 2.5rem; }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.2; }
p, ul { margin: .75rem 0 0; }
a { color: inherit; }
small { color: light-dark(#5b626b, #aab1ba); }
`;

const inColor = (color: string): string => `header { background: ${color}; color: ${inkOn(color)}; border: 0; }\n`;

/**
 * Many forms post into a frame of their page, so that the visitor stays where they are. It may be shown there: it has
 * nothing to press that changes anything.
 */
const policy = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;

export interface PageContent {
  readonly language: Language;
  /** Whose page it is. */
  readonly siteName?: string | undefined;
  /** `#rrggbb`, behind the site's name. */
  readonly color?: string | undefined;
  readonly title: string;
  /** What is wrong. One is a sentence like the others, several are a list. */
  readonly points?: readonly string[];
  readonly lines: readonly string[];
  /** In English, for whoever looks after the form. */
  readonly reason?: string | undefined;
  readonly link?: { readonly to: string; readonly text: string } | undefined;
}

/** A page with a heading and sentences, and where given a list and a link. All text is escaped. */
export function page(status: number, content: PageContent): HttpReply {
  const { language, siteName, color, title, points = [], lines, reason, link } = content;
  const style = color === undefined ? STYLE : STYLE + inColor(color);
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>\n`;
  const list = points.length > 1 ? `<ul>${points.map((point) => `<li>${escapeHtml(point)}</li>`).join("")}</ul>\n` : "";
  const sentences = [...(points.length === 1 ? points : []), ...lines];
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
      "content-security-policy": policy(style),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
    body: `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(siteName === undefined ? title : `${title} · ${siteName}`)}</title>
<style>${style}</style>
</head>
<body>
<div class="card">
${siteName === undefined ? "" : `<header>${escapeHtml(siteName)}</header>\n`}<main>
<h1>${escapeHtml(title)}</h1>
${list}${sentences.map(paragraph).join("")}${link ? `<p><a href="${escapeHtml(link.to)}">${escapeHtml(link.text)}</a></p>\n` : ""}${
  reason === undefined ? "" : `<p lang="en" dir="ltr"><small>${escapeHtml(reason)}</small></p>\n`
}</main>
</div>
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
