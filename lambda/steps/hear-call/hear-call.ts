import { hash } from "node:crypto";
import { sameSecret } from "../../connectors/kit/in/source-key.ts";
import { RejectedError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../runtime/http.ts";
import type { Log } from "../../runtime/log.ts";
import { type Throttle, tokenBucket } from "../../runtime/token-bucket.ts";
import type { CallStore } from "../../store/store.ts";

/**
 * Step 3: Callingly says that a call changed. Callingly signs nothing, so this is a hint: the call's id is noted and
 * nothing else is believed. https://help.callingly.com/article/97-receiving-a-callback-after-a-call
 */

export interface HearDeps {
  /**
   * The tokens that open this account's event, none for an account we do not have.
   * @param options.newer for an unknown token: a new one may have been made since they were read
   */
  readonly tokensFor: (account: string, event: string, options?: { newer?: boolean }) => Promise<readonly string[]>;
  readonly calls: Pick<CallStore, "hint">;
  /** Whether another hint about the account may be noted now. Bounds what a leaked address can cost. */
  readonly allows: (account: string) => boolean;
  readonly now: () => Date;
  readonly log: Log;
}

const MAX_BODY_BYTES = 256 * 1024;

export async function hearCall(request: HttpRequest, deps: HearDeps): Promise<HttpReply> {
  const { account = "", event = "", token = "" } = request.params;
  const isKnown =
    isOneOf(await deps.tokensFor(account, event), token) ||
    isOneOf(await deps.tokensFor(account, event, { newer: true }), token);
  if (!isKnown) throw new RejectedError(404, "Not found");
  if (request.body.byteLength > MAX_BODY_BYTES) throw new RejectedError(413, "The body is larger than 256 kB");
  const call = findCallIn(request.body);
  if (!call) {
    deps.log("warn", "hint not understood", { account });
    return jsonReply(200, { status: "ignored" });
  }
  if (!deps.allows(account)) {
    deps.log("warn", "hint turned away", { account, status: 429 });
    throw new RejectedError(429, "Too many notices at once; the bridge asks Callingly for the rest");
  }
  const digest = hash("sha256", request.body, "base64url").slice(0, 22);
  const noted = await deps.calls.hint({ account, ...call, digest, hearsay: true, at: deps.now() });
  deps.log("info", noted ? "call hinted" : "hint repeated", { account, callId: call.callId });
  return jsonReply(200, { status: "noted" });
}

const isOneOf = (tokens: readonly string[], token: string): boolean =>
  tokens.map((candidate) => sameSecret(token, candidate)).includes(true);

/** The call's id and the ref, wherever older accounts wrap them. Numbers are read as text: ids may outgrow a double. */
function findCallIn(
  body: Uint8Array,
): { callId: string; ref?: number; toldAt?: string; isFirstTry?: boolean } | undefined {
  const payload = parsed(body);
  const call = [payload, payload?.call, payload?.data, payload?.payload]
    .map(record)
    .find((candidate) => toId(candidate?.id));
  const callId = toId(call?.id);
  const ref = Number(toId(record(call?.lead)?.crm_id));
  const toldAt = momentOf(call?.datetime);
  return callId === undefined
    ? undefined
    : // A time is of use only beside a ref, which only Callingly and we know.
      {
        callId,
        ...(Number.isSafeInteger(ref) && { ref, ...(toldAt && { toldAt }) }),
        ...(call && isFirstTry(call) && { isFirstTry: true }),
      };
}

/** Redials, and calls that came in, are of leads that nobody asks about any more. */
const isFirstTry = ({ direction, lead_attempt, agent_attempt }: Record<string, unknown>): boolean =>
  direction === "outbound" && Number(lead_attempt) === 1 && Number(agent_attempt) === 1;

/** A bucket per account. Calls leave at one or a few a second, and Callingly reports each a few times. */
export function hintsPerAccount(now: () => number): HearDeps["allows"] {
  const buckets = new Map<string, Throttle>();
  return (account) => {
    const bucket = buckets.get(account) ?? tokenBucket(HINTS_PER_SECOND, HINTS_AT_ONCE, now);
    buckets.set(account, bucket);
    return bucket.allows();
  };
}

const HINTS_PER_SECOND = 20;
const HINTS_AT_ONCE = 300;

/** Only a time that says its zone. */
function momentOf(value: unknown): string | undefined {
  const told = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value);
  const moment = told ? new Date(value) : undefined;
  return moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined;
}

function parsed(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    return record(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;

function toId(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && /^[1-9]\d{0,18}$/.test(text) ? text : undefined;
}
