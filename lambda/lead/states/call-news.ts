import type { Lead, LeadOutcome } from "../lead.ts";
import { moved, noted, rescheduled, waiting } from "../move.ts";
import { timing } from "../timing.ts";
import { without } from "../wait.ts";
import { dialledAt, silenceDue } from "./next-look.ts";
import { forReview } from "./review.ts";

/** What is heard of a lead's calls, or not heard. */

/** No result of the call yet: ask again later, with the reason on the lead; in the end, stop waiting. */
export function stillSilent(lead: Lead, now: Date): Lead | undefined {
  if (lead.state !== "placed") return undefined;
  if (now.getTime() - dialledAt(lead).getTime() >= timing.giveUpAfter) {
    // A yes without a call may be one that Callingly has booked for later: it has rung nobody yet.
    if (!lead.callId && !lead.callIdGuess && lead.calls.length === 0) return forReview(lead, "call-unseen", now, {});
    const due = { worker: "reconcile" as const, at: now };
    return moved(lead, { state: "completed", reason: "no-result-came", due }, now);
  }
  const due = { worker: "reconcile" as const, at: silenceDue(lead, now) };
  return rescheduled(lead, { state: "placed", reason: "no-result", due }, now);
}

/** What one call means for its lead. */
export interface CallNews {
  readonly callId: string;
  readonly callinglyLeadId?: string | undefined;
  readonly outcome?: LeadOutcome | undefined;
  /** The call has ended; nothing but recording and transcript can still change. */
  readonly final: boolean;
  /** Nobody's phone rang for it. */
  readonly unrung?: boolean | undefined;
  /** It began before the dial of the lead's present ring, or may have. */
  readonly isOlder?: boolean | undefined;
}

const rank: Record<LeadOutcome, number> = { missed: 1, voicemail: 2, contacted: 3, removed: 4 };

/** The better of two outcomes: a lead that was reached stays reached, whatever older result arrives later. */
const betterOutcome = (a: LeadOutcome | undefined, b: LeadOutcome | undefined): LeadOutcome | undefined =>
  a && b ? (rank[a] >= rank[b] ? a : b) : (a ?? b);

/** A team redials a handful of times; older calls were reported long ago. */
const MAX_CALLS = 50;

/** Folds one call's result into the lead. The summary only moves forward; several calls may belong to one lead. */
export function folded(before: Lead, news: CallNews, now: Date): Lead | undefined {
  if (before.ringsPossible === 0) return undefined;
  // The call that Callingly's yes named was read and fits.
  const isGuessed = before.callIdGuess === news.callId;
  const lead = isGuessed ? without(before, "callIdGuess") : before;
  const outcome = betterOutcome(lead.outcome, news.final ? news.outcome : undefined);
  const isKnown = lead.calls.includes(news.callId);
  // The call that nobody could find has turned up before it was made again: no second ring.
  const waitsToRing = lead.state === "ready" || lead.state === "held";
  const turnedUp = waitsToRing && lead.unproven === true && !isKnown && news.isOlder !== true;
  // Known before the present ring, older than its dial or there before it: not its call, so it settles nothing about it.
  const isBefore = waitsToRing || (lead.ringsPossible > 1 && (isKnown || news.isOlder === true));
  const isOfAnotherRing = isBefore && !turnedUp && !isGuessed && lead.callId !== news.callId;
  const change: Partial<Lead> = {
    ...(!isKnown && { calls: [...lead.calls, news.callId].slice(-MAX_CALLS) }),
    ...((isGuessed || (!lead.callId && !isOfAnotherRing)) && { callId: news.callId }),
    ...(news.callinglyLeadId && !lead.callinglyLeadId && { callinglyLeadId: news.callinglyLeadId }),
    ...(outcome && { outcome }),
  };
  if (turnedUp) Object.assign(change, { ringsAuthorised: lead.ringsPossible, unproven: false });
  const isAwaited = ["dialing", "unknown", "review", "placed"].includes(lead.state);
  const waitsForCall = turnedUp || (isAwaited && !isOfAnotherRing);
  if (waitsForCall && news.final && news.unrung === true && !outcome) {
    if (lead.reason === "team-offline" && isKnown) return undefined;
    return moved(lead, { state: "review", reason: "team-offline", due: waiting("person", now) }, now, change);
  }
  if (waitsForCall && news.final) return moved(lead, { state: "completed" }, now, change);
  if (waitsForCall && lead.state !== "placed") {
    return moved(lead, { state: "placed", due: { worker: "reconcile", at: silenceDue(lead, now) } }, now, change);
  }
  // A call that was given up as silent has shown up after all.
  if (lead.state === "completed" && lead.reason === "no-result-came" && news.final) {
    return moved(lead, { state: "completed" }, now, change);
  }
  const changes = isGuessed || Object.entries(change).some(([key, value]) => lead[key as keyof Lead] !== value);
  return changes ? noted(lead, change) : undefined;
}

/**
 * The call that was taken for this lead's turned out to be another's. Where Callingly had said yes, the lead waits on
 * for its own; where the call was the only proof that it rang, an operator decides.
 */
export function tieRefuted(lead: Lead, callId: string, now: Date): Lead | undefined {
  if (lead.callIdGuess !== callId && lead.callId !== callId) return undefined;
  const free = without(lead, ...(lead.callIdGuess === callId ? ["callIdGuess" as const] : ["callId" as const]));
  const wasAnswered = lead.history.findLast(({ state }) => state !== "placed")?.state === "dialing";
  if (lead.state !== "placed" || wasAnswered) return noted(free, {});
  return forReview(free, "call-unfit", now, {});
}
