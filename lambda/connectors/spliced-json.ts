import { parseBody } from "../runtime/body.ts";
import { RejectedError } from "../runtime/errors.ts";
import type { HttpRequest } from "../runtime/http.ts";

/**
 * JSON that a template made by putting answers between quotation marks without escaping them. A quotation mark or a
 * line break in one answer breaks the whole, and the sender does not try again: the fields are still told apart by the
 * names between them.
 */

/** `"name":` after a brace or comma. */
const NAME = /[{,]\s{0,200}"([^"\\\r\n]{1,200})"\s{0,20}:\s{0,20}/g;
const MAX_FIELDS = 500;

/**
 * Reads a body, and where it is broken JSON, the fields that can be told apart.
 * @throws RejectedError as `parseBody`
 */
export async function parseSpliced({ body, headers }: HttpRequest): Promise<unknown> {
  try {
    return await parseBody(body, headers["content-type"]);
  } catch (error) {
    const fields = error instanceof RejectedError && error.status === 400 ? brokenFields(body) : {};
    if (Object.keys(fields).length === 0) throw error;
    return fields;
  }
}

function brokenFields(body: Uint8Array): Record<string, string> {
  const text = Buffer.from(body).toString("utf8").trim();
  if (!text.startsWith("{")) return {};
  const names = [...text.matchAll(NAME)].slice(0, MAX_FIELDS);
  const fields = new Map<string, string>();
  names.forEach((match, index) => {
    const value = text.slice(match.index + match[0].length, names[index + 1]?.index ?? text.length);
    const name = match[1] ?? "";
    if (!value.startsWith("{") && !fields.has(name)) fields.set(name, plainText(value));
  });
  return Object.fromEntries(fields);
}

/** What stands between the outer quotation marks, or the bare word. */
function plainText(value: string): string {
  const quoted = /^"(.*)"[\s\]}]*$/s.exec(value)?.[1];
  const text = quoted ?? value.replace(/[\s\]}]+$/, "");
  return text.replace(/\\(u[\da-fA-F]{4}|[^u])/g, unescaped).trim();
}

function unescaped(escaped: string): string {
  try {
    return JSON.parse(`"${escaped}"`);
  } catch {
    return escaped.slice(1);
  }
}
