import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { Bridge } from "../../config/bridge.ts";
import { isIn, isUsable, partsOf } from "../../lead/do-not-call-file.ts";
import type { Lead } from "../../lead/lead.ts";
import type { Scrubbed } from "../../lead/rules/rule.ts";
import type { Send } from "../../runtime/http-client.ts";
import type { Log } from "../../runtime/log.ts";
import type { DoNotCallStore } from "../../store/store.ts";

/**
 * Part of step 2: the lists of others that a source has its numbers looked up in, each in its turn: a do-not-call file that
 * an operator has imported, a provider that is asked. Where none can tell, nobody is rung.
 */

export type ScrubCheck = (lead: Lead) => Promise<Scrubbed>;

export interface ScrubDeps {
  readonly bridge: Pick<Bridge, "source">;
  readonly doNotCall: Pick<DoNotCallStore, "file" | "exchange">;
  /** The key by which a source's questions are signed, from its credentials. */
  readonly keyOf: (source: string) => Promise<string | undefined>;
  readonly send: Send;
  readonly now: () => Date;
  readonly log: Log;
}

export function scrubCheck(deps: ScrubDeps): ScrubCheck {
  return async (lead) => {
    const { phone } = lead.person;
    for (const list of deps.bridge.source(lead.source)?.scrub ?? []) {
      if (phone === undefined) break;
      const said = list === "dnc-file" ? await inFile(phone, deps) : await byProvider(lead, phone, list.url, deps);
      if (said !== "clear") return said;
    }
    return "clear";
  };
}

/** What the do-not-call files say that operators have imported. */
export async function inFile(
  phone: string,
  { doNotCall, now }: Pick<ScrubDeps, "doNotCall" | "now">,
): Promise<Scrubbed> {
  const parts = partsOf(phone);
  if (!parts) return "clear";
  const { areaCode, exchange, line } = parts;
  const [file, bits] = await Promise.all([doNotCall.file(areaCode), doNotCall.exchange(areaCode, exchange)]);
  // What a file that is too old says against a number still counts.
  if (bits !== undefined && isIn(bits, line)) return "dnc-listed";
  return file && isUsable(file, now()) ? "clear" : "dnc-file-missing";
}

const TIMEOUT_MS = 2_000;
const AnswerSchema = z.object({ allow: z.boolean() });

/**
 * One request with a signature over its moment and its body, so that the provider knows whom it answers. Whatever is no
 * clear yes or no is neither.
 */
async function byProvider(lead: Lead, phone: string, url: string, deps: ScrubDeps): Promise<Scrubbed> {
  const { keyOf, send, now, log } = deps;
  const unsure = (why: string): Scrubbed => {
    log("warn", "scrub provider did not say", { leadId: lead.id, source: lead.source, outcome: why });
    return "scrub-unreachable";
  };
  const key = await keyOf(lead.source);
  if (key === undefined) return unsure("there is no scrub_key");
  const body = JSON.stringify({ phone, source: lead.source, account: lead.account });
  const sent = await send({
    method: "POST",
    url,
    headers: signedHeaders(key, body, now()),
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: 10_000,
    freshConnection: false,
  });
  if (sent.kind !== "answered") return unsure(sent.reason);
  const answer = sent.status === 200 && !sent.truncated ? answerIn(sent.body) : undefined;
  if (answer === undefined) return unsure(`status ${sent.status}`);
  return answer.allow ? "clear" : "scrub-denied";
}

const signedHeaders = (key: string, body: string, at: Date): Record<string, string> => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
  return {
    "content-type": "application/json",
    "x-bridge-timestamp": timestamp,
    "x-bridge-signature": `sha256=${signature}`,
  };
};

function answerIn(text: string): z.output<typeof AnswerSchema> | undefined {
  try {
    return z.safeParse(AnswerSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
