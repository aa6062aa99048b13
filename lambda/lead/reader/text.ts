import { cutText } from "../../runtime/text.ts";

const MAX_TEXT = 2_000;

/** What a sender leaves behind when it had no value: `null`, `N/A`, `{{lead.phone}}`, `[your-phone]`. */
const PLACEHOLDER = /^(?:null|undefined|n\/a|\{\{[^}]*\}\}|\[[\w -]*\]|<test lead: [^>]*>)$/i;

/** A value as text: lists of plain values joined by commas; undefined for objects, placeholders and nothing. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    if (!value.every((item) => typeof item !== "object" || item === null)) return undefined;
    const texts = value.slice(0, MAX_TEXT).map(textOf);
    return cutText(texts.filter((text) => text !== undefined).join(", "), MAX_TEXT) || undefined;
  }
  if (typeof value !== "string" && typeof value !== "boolean" && !Number.isFinite(value)) return undefined;
  // Cut first, generously: what comes after costs time for every character.
  const text = cutText(String(value).trimStart(), 2 * MAX_TEXT)
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, " ")
    .trim();
  return text === "" || PLACEHOLDER.test(text) ? undefined : cutText(text, MAX_TEXT);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#039": "'" };

/** Some form builders send what people typed escaped for a web page: `Romero &amp; Sons`. */
export const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#0?39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
