import type { Reason } from "../reasons.ts";
import { timing } from "../timing.ts";
import { without } from "../wait.ts";
import { type Call, forgottenAt } from "./call.ts";

/** What a notice that a call changed makes of the call. */

/** "Call 1234 changed": all that is taken from a webhook. */
export interface Hint {
  readonly account: string;
  readonly callId: string;
  readonly digest: string;
  readonly ref?: number | undefined;
  /** Whose call it may be, where it is we that ask about it. */
  readonly leadHint?: string | undefined;
  readonly toldAt?: string | undefined;
  /** It came from outside: anybody who learned the address may have made it up. */
  readonly hearsay?: boolean | undefined;
  readonly notice?: { readonly leadId: string; readonly reason: Reason } | undefined;
  /**
   * Says of itself that it is the first try to reach a lead. A lead of ours whose call has not been reported yet is looked
   * after anyway, so a hint about it that wakes nobody need not be found by itself, and spares the index two writes.
   */
  readonly isFirstTry?: boolean | undefined;
  readonly at: Date;
}

/** A hint that names a lead, in either way, takes the place of what an earlier one named. */
const names = ["refHint", "leadHint"] as const;
const isNamed = ({ ref, leadHint }: Hint): boolean => ref !== undefined || leadHint !== undefined;

/** The call after a hint. Nothing else that is known is lost. */
export function hinted(call: Call | undefined, hint: Hint): Call | undefined {
  if (call?.hintDigest === hint.digest) return undefined;
  const { account, callId } = hint;
  return {
    ...(call === undefined
      ? { account, callId, revision: 1, reports: {}, failedTries: 0, lateReads: 0 }
      : without(call, "reason", "detail", "expiresAt", "hearsay", "nameless", ...(isNamed(hint) ? names : []))),
    state: "hinted",
    hintedAt: hint.at.toISOString(),
    hintDigest: hint.digest,
    ...(hint.hearsay && { hearsay: true }),
    ...(hint.hearsay && hint.ref === undefined && { nameless: true }),
    ...(hint.ref !== undefined && { refHint: hint.ref }),
    ...(hint.leadHint !== undefined && { leadHint: hint.leadHint }),
    ...(hint.toldAt !== undefined && { toldAt: hint.toldAt }),
    ...(hint.notice && { notice: hint.notice.reason, leadId: hint.notice.leadId }),
    ...(hint.isFirstTry
      ? { expiresAt: call?.expiresAt ?? forgottenAt(hint.at, timing.strangerMemory) }
      : { dueFor: "report-call", dueAt: hint.at.toISOString() }),
    wakes: "report-call",
  };
}

/** The call after a hint that ties it to a lead. One that is another's already stays as it is. */
export function tied(call: Call | undefined, hint: Hint, leadId: string): Call | undefined {
  const next = (call?.leadId ?? leadId) === leadId ? hinted(call, hint) : undefined;
  return next && { ...next, leadId };
}

/**
 * A hint woke nobody, or the worker that it woke died, and the table does not find the call by itself: a worker that
 * meets it has it read.
 */
export function isForgotten({ state, dueAt, leaseUntil }: Call, now: Date): boolean {
  const isHeld = leaseUntil !== undefined && leaseUntil > now.toISOString();
  return (state === "hinted" || state === "verified") && dueAt === undefined && !isHeld;
}
