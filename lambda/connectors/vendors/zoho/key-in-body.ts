import * as z from "zod/mini";
import type { HttpRequest } from "../../../runtime/http.ts";
import { parseJson } from "../../../runtime/json.ts";
import type { SourceSecrets } from "../../contract/intake.ts";
import { sameSecret, verifySourceKey } from "../../kit/in/source-key.ts";

/**
 * Zoho signs nothing. What it can be told is a text that it sends along: the `token` of a notification's channel, or a
 * parameter or header of a workflow's webhook. That is the source's key, beside the places where others have it.
 */

/** Parameters of the body in which the key may stand; none of them is kept with the lead. */
export const KEY_NAMES: readonly string[] = ["token", "key"];

/** @throws RejectedError 401 */
export function verifyKey(request: HttpRequest, secrets: SourceSecrets): void {
  const brought = keysIn(request);
  const matches = secrets.keys.flatMap((key) => brought.map((each) => sameSecret(each, key)));
  if (!matches.includes(true)) verifySourceKey(request, secrets);
}

const Text = z.catch(z.optional(z.string()), undefined);
const KeySchema = z.object({ token: Text, key: Text });

function keysIn({ body, query }: HttpRequest): string[] {
  const text = Buffer.from(body).toString("utf8").trim();
  const inAddress = query.getAll("token");
  const given = text.startsWith("{")
    ? fromJson(text)
    : KEY_NAMES.flatMap((name) => new URLSearchParams(text).getAll(name));
  return [...inAddress, ...given].filter((key) => key !== "").slice(0, MOST_KEYS);
}

/** Who sends more of them guesses. */
const MOST_KEYS = 4;

function fromJson(text: string): string[] {
  try {
    const { token, key } = z.parse(KeySchema, parseJson(text));
    return [token, key].filter((each) => each !== undefined);
  } catch {
    return [];
  }
}
