import { cutText } from "../../runtime/text.ts";
import { unescaped, ungarbled } from "./escapes.ts";

const MAX_TEXT = 2_000;

/**
 * What a sender leaves behind when it had no value: `null`, `N/A`, or the mark of a template that nobody filled, as
 * `{{lead.phone}}`, `[your-phone]`, `{Name (First):1.3}`, `*|FNAME|*`, `%%first%%`, `<%= name %>` and `«First»` are, `<no value>` of Go and
 * `#N/A` of a spreadsheet.
 */
const PLACEHOLDER =
  /^(?:null|undefined|n\/a|\{\{[^}]*\}\}|\{\{\{[^}]*\}\}\}|\[[\p{L}\d _-]*\]|\[\[[^\]]*\]\]|\$?\{[\p{L}\d][\p{L}\d .:_()-]{0,80}\}|#\{[^}]*\}|\*\|[^|]*\|\*|%%?[\p{L}_][\p{L}\d_.-]*%%?|<%[^%]*%>|«[^«»]*»|<<[^<>]*>>|@\{[^}]*\}|<(?:no value|nil|null|none)>|#(?:n\/a|ref!|name\?|value!|null!)|<test lead: [^>]*>)$/iu;

/** A value as text: lists of plain values joined by commas; undefined for objects, placeholders and nothing. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (!value.every((item) => typeof item !== "object" || item === null)) return undefined;
    const texts = value.slice(0, MAX_TEXT).map(textOf);
    return cutText(texts.filter((text) => text !== undefined).join(", "), MAX_TEXT) || undefined;
  }
  if (typeof value !== "string" && typeof value !== "boolean" && !Number.isFinite(value)) return undefined;
  // Cut first, generously: what comes after costs time for every character.
  const text = asTyped(cutText(String(value).trimStart(), 2 * MAX_TEXT)).trim();
  return text === "" || PLACEHOLDER.test(text) ? undefined : cutText(text, MAX_TEXT);
}

/** Most texts are plain, and have nothing in them that could have gone wrong. */
const PLAIN = /^[ -~]*$/;

function asTyped(given: string): string {
  const text = given.includes("&") ? unescaped(given) : given;
  return PLAIN.test(text) ? text : ungarbled(text).replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, " ");
}
