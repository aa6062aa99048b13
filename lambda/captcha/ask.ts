import type { Send } from "../runtime/http-client.ts";
import { misconfigured, refused, unreachable, type Verdict } from "./verifier.ts";

/** A visitor waits for the answer, and the lead is kept in any case. */
const PATIENCE_MS = 2_500;
/** Longer answers are none of a verifier's. */
const MAX_ANSWER = 65_536;

/** No vendor's token is longer. */
const MAX_TOKEN = 16_384;

/** Whether a text can be a token at all. */
export const isToken = (text: string): boolean => text.length <= MAX_TOKEN && /^[\x21-\x7e]+$/.test(text);

/** What is known before a vendor is asked; undefined where it has to be. */
export function knownBefore(token: string, secret: string | undefined): Verdict | undefined {
  if (!isToken(token)) return refused(token === "" ? "no token came" : "what came is no token");
  return secret ? undefined : misconfigured("there is no captcha_secret");
}

interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks a vendor once. @returns its answer, or why there is none */
export async function askVendor(
  send: Send,
  { url, headers, body }: Question,
): Promise<{ readonly status: number; readonly body: string } | { readonly silence: Verdict }> {
  const sent = await send({
    method: "POST",
    url,
    headers,
    body,
    timeoutMs: PATIENCE_MS,
    maxResponseBytes: MAX_ANSWER,
    // On a connection that the vendor is just closing the question would be lost, and there is no second one.
    freshConnection: true,
  });
  if (sent.kind !== "answered") return { silence: unreachable(sent.reason) };
  if (sent.truncated) return { silence: unreachable("half an answer") };
  if (sent.status >= 500 || sent.status === 429) return { silence: unreachable(`status ${sent.status}`) };
  return sent;
}

/** JSON, or nothing where a server that is not the vendor's answers. */
export function inJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
