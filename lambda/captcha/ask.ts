import type { Send } from "../runtime/http-client.ts";
import { misconfigured, refused, unreachable, type Verdict } from "./verifier.ts";

/** A visitor waits for the answer, and the lead is kept in any case. */
const PATIENCE_MS = 2_500;
/** For the second question. */
const LAST_PATIENCE_MS = 1_500;
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

type Answer = { readonly status: number; readonly body: string };
type Silence = { readonly silence: Verdict; readonly mayAskAgain: boolean };

/**
 * Asks a vendor, and once more where that can use up no token: where nothing of the question has left, and where the vendor
 * knows a repeated question again by a key in it. The visitor waits for both, and nothing of the token is kept.
 * @param knowsRepeats the question has such a key
 * @returns its answer, or why there is none
 */
export async function askVendor(
  send: Send,
  question: Question,
  knowsRepeats = false,
): Promise<Answer | { readonly silence: Verdict }> {
  const first = await askOnce(send, question, PATIENCE_MS, knowsRepeats);
  return "silence" in first && first.mayAskAgain ? askOnce(send, question, LAST_PATIENCE_MS, knowsRepeats) : first;
}

async function askOnce(
  send: Send,
  { url, headers, body }: Question,
  timeoutMs: number,
  knowsRepeats: boolean,
): Promise<Answer | Silence> {
  const sent = await send({
    method: "POST",
    url,
    headers,
    body,
    timeoutMs,
    maxResponseBytes: MAX_ANSWER,
    // On a connection that the vendor is just closing the question would be lost.
    freshConnection: true,
  });
  const silent = (why: string, mayAskAgain = knowsRepeats): Silence => ({ silence: unreachable(why), mayAskAgain });
  if (sent.kind !== "answered") return silent(sent.reason, knowsRepeats || sent.kind === "not-sent");
  if (sent.truncated) return silent("half an answer");
  if (sent.status === 429) return silent("status 429", false);
  return sent.status >= 500 ? silent(`status ${sent.status}`) : sent;
}

/** JSON, or nothing where a server that is not the vendor's answers. */
export function inJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
