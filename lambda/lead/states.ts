import type { DialOutcome } from "./call/dial-outcome.ts";
import { leftOut } from "./call/dial-request.ts";
import { isEnd, type Lead, type LeadOutcome } from "./lead.ts";
import { moved, noted, rescheduled, waiting } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { givenUpAt } from "./rules/given-up.ts";
import { later, nextOf, nth, timing } from "./timing.ts";
import { without } from "./wait.ts";

/**
 * Every move of a lead, as pure functions from the lead that was read to the lead to be written. A rule answers
 * undefined when the move is not allowed (any more); the store then writes nothing. Time alone never makes a lead
 * ring again: only evidence, proof of not having rung, or an operator does.
 */

/** Waits to be dialled: at once, or when the rule that holds it is asked again. */
export const waitsForDial = (lead: Lead): boolean =>
  lead.state === "ready" || (lead.state === "held" && lead.dueFor === "dial-lead");

/** Takes a lead for one dial. The count of possible rings goes up before anything is sent. */
export function claimed(lead: Lead, dialId: string, team: number, now: Date): Lead | undefined {
  if (!waitsForDial(lead) || lead.ringsPossible >= lead.ringsAuthorised) return undefined;
  const leaseUntil = later(now, timing.dialLease);
  return moved(lead, { state: "dialing", due: { worker: "reconcile", at: leaseUntil } }, now, {
    team,
    ringsPossible: lead.ringsPossible + 1,
    dial: { id: dialId, at: now.toISOString(), leaseUntil: leaseUntil.toISOString() },
    firstDialAt: lead.firstDialAt ?? now.toISOString(),
    ...(lead.person.phone && { dialledPhones: [...new Set([...(lead.dialledPhones ?? []), lead.person.phone])] }),
    lookups: 0,
    emptyLookups: 0,
  });
}

/** Holds a lead that was not dialled, for a rule (asked again soon) or for an operator (reminded daily). */
export function held(
  lead: Lead,
  reason: Reason,
  now: Date,
  options: { for: "rule" | "person"; detail?: string },
): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  // A lead that waits for an operator is read at once, because the CRM may have to be notified; then once a day.
  const due = options.for === "person" ? { worker: "reconcile" as const, at: now } : waiting("rule", now);
  const move = { state: "held", reason, detail: options.detail, due } as const;
  return lead.state === "held" && lead.reason === reason ? rescheduled(lead, move, now) : moved(lead, move, now);
}

/** The same person is already being called for another lead. */
export function merged(lead: Lead, into: string, now: Date): Lead | undefined {
  if (!waitsForDial(lead) || lead.ringsPossible > 0) return undefined;
  return moved(lead, { state: "merged", reason: "same-phone" }, now, { mergedInto: into });
}

/** More leads than this with one phone are no double clicks. */
export const MAX_MERGED = 50;

/** A lead that ended without a ring will never have a result to share. */
export const isVoid = (lead: Lead): boolean => isEnd(lead.state) && lead.ringsPossible === 0;

/**
 * This lead's results are also for another lead's CRM record. Changes no state. A cancelled lead is not followed any
 * more.
 */
export function joinedBy(lead: Lead, other: string): Lead | undefined {
  if (isVoid(lead) || lead.state === "cancelled" || lead.id === other) return undefined;
  if (lead.merged.includes(other) || lead.merged.length >= MAX_MERGED) return undefined;
  return noted(lead, { merged: [...lead.merged, other] });
}

/** A sender that repeats a lead in other words again and again must not keep all others from writing it. */
const MAX_DIFFERENCES = 10;

/** A repeat said something else under the same key; the first stays, and the difference is counted. Changes no state. */
export function differing(lead: Lead): Lead | undefined {
  const differences = (lead.differences ?? 0) + 1;
  return differences > MAX_DIFFERENCES ? undefined : noted(lead, { differences });
}

/** Notes how the dial went. An answer that comes late can only add evidence, never take it back. */
export function dialled(lead: Lead, dialId: string, outcome: DialOutcome, now: Date): Lead | undefined {
  if (lead.dial?.id !== dialId) return undefined;
  if (outcome.kind === "placed") return answered(lead, outcome.callId, now);
  if (lead.state !== "dialing") return undefined;
  if (outcome.kind === "ambiguous") return unclear(lead, "no-answer", outcome.reason, now);
  return notRung(lead, outcome, now);
}

/** Callingly said yes, and perhaps which call it made. */
function answered(lead: Lead, callIdGuess: string | undefined, now: Date): Lead | undefined {
  const next = placed(lead, undefined, now);
  if (callIdGuess === undefined || lead.callId !== undefined) return next;
  return next ? { ...next, callIdGuess } : wasDialled(lead) ? noted(lead, { callIdGuess }) : undefined;
}

/** It was dialled, and its call may be known or not. */
const wasDialled = ({ state }: Lead): boolean => state === "placed" || state === "completed";

/** The call exists: by Callingly's answer, by a look-up, or by a verified webhook. Binds its id once. */
export function placed(lead: Lead, callId: string | undefined, now: Date): Lead | undefined {
  const bind = callId && !lead.callId ? { callId } : undefined;
  if (wasDialled(lead)) {
    return bind ? noted(lead, bind) : undefined;
  }
  if (lead.state !== "dialing" && lead.state !== "unknown" && lead.state !== "review") return undefined;
  const due = { worker: "reconcile" as const, at: silenceDue(lead, now) };
  return moved(lead, { state: "placed", due }, now, { ...bind, failedTries: 0 });
}

/** It is unknown whether it rang. From here only evidence or an operator moves the lead on. */
function unclear(lead: Lead, reason: Reason, detail: string | undefined, now: Date): Lead {
  return moved(lead, { state: "unknown", reason, detail, due: { worker: "reconcile", at: lookupDue(lead, now) } }, now);
}

function notRung(lead: Lead, outcome: Extract<DialOutcome, { kind: "not-sent" | "refused" }>, now: Date): Lead {
  const ringsPossible = lead.ringsPossible - 1;
  const undone = without({ ...lead, ringsPossible, failedTries: lead.failedTries + 1 }, "dial");
  const free = ringsPossible === 0 ? without(undone, "firstDialAt", "dialledPhones") : undone;
  const pause = nth(timing.retry, lead.failedTries);
  const again = (ms: number) => ({ worker: "dial-lead" as const, at: later(now, ms) });
  if (outcome.kind === "not-sent") {
    return moved(free, { state: "ready", reason: "not-sent", detail: outcome.reason, due: again(pause) }, now);
  }
  const detail = `${outcome.status} ${outcome.message}`;
  switch (outcome.fault) {
    case "pace":
      return moved(
        free,
        { state: "ready", reason: "callingly-busy", due: again(Math.max(pause, outcome.retryAfterMs ?? 0)) },
        now,
      );
    case "token": {
      if (outcome.status !== 403) {
        return moved(free, { state: "held", reason: "token-refused", detail, due: waiting("rule", now) }, now);
      }
      const spared = fieldRefused(free, outcome, now);
      if (spared) return spared;
      // A lead whose account is refused although Callingly says that all is well closes the gate to others ever more
      // seldom.
      const due = { worker: "dial-lead" as const, at: later(now, Math.max(timing.heldRetry, pause)) };
      // It was not for what anybody typed.
      return moved(without(free, "leftOut"), { state: "held", reason: "account-refused", detail, due }, now);
    }
    case "route":
      return moved(free, { state: "held", reason: "team-unknown", detail, due: waiting("rule", now) }, now);
    case "request":
      return (
        fieldRefused(free, outcome, now) ??
        moved(free, { state: "held", reason: "request-refused", detail, due: waiting("person", now) }, now)
      );
    case "lead":
      return moved(
        free,
        { state: "failed", reason: "phone-refused", detail, due: { worker: "reconcile", at: now } },
        now,
      );
  }
}

/** Called at once without what was refused, if a call does not need it. */
function fieldRefused(
  lead: Lead,
  { optional = [] }: Extract<DialOutcome, { kind: "refused" }>,
  now: Date,
): Lead | undefined {
  const fields = leftOut(lead, optional);
  if (!fields) return undefined;
  const due = { worker: "dial-lead" as const, at: now };
  const move = { state: "ready", reason: "field-refused", detail: fields.join(", "), due } as const;
  return moved(lead, move, now, { leftOut: [...fields] });
}

/** The dialler died while holding the lead: it may have rung. */
export function leaseOver(lead: Lead, now: Date): Lead | undefined {
  if (lead.state !== "dialing" || !lead.dial || lead.dial.leaseUntil > now.toISOString()) return undefined;
  return unclear(lead, "lease-over", undefined, now);
}

/** The result of a look-up for a call of unclear fate. An error is no answer, and so proves nothing. */
export type Finding =
  | { readonly kind: "found"; readonly callId: string }
  | { readonly kind: "several" }
  | { readonly kind: "none" }
  | { readonly kind: "error"; readonly reason: string };

const EMPTY_LOOKUPS_NEEDED = 3;

/** The account's setting for when Callingly shows no call: an operator's decision, or one more call. */
export type AbsencePolicy = "review" | "redial";

/** Notes a look-up: evidence binds the call; absence is concluded late, and never by the clock alone. */
export function lookedUp(lead: Lead, finding: Finding, policy: AbsencePolicy, now: Date): Lead | undefined {
  if (lead.state !== "unknown" && lead.state !== "review") return undefined;
  if (finding.kind === "found") {
    const isKnown = lead.reason === "team-offline" && lead.calls.includes(finding.callId);
    return isKnown ? reminded(lead, now) : placed(lead, finding.callId, now);
  }
  const settled = lead.dial !== undefined && now.getTime() - Date.parse(lead.dial.at) >= timing.settle;
  const counted = {
    lookups: lead.lookups + 1,
    // Before the settle time a call may exist and not be listed yet: an empty answer proves nothing.
    emptyLookups: lead.emptyLookups + (finding.kind === "none" && settled ? 1 : 0),
  };
  if (lead.state === "review") return { ...reminded(lead, now), ...counted };
  if (finding.kind === "several") return forReview(lead, "several-calls", now, counted);
  if (counted.emptyLookups >= EMPTY_LOOKUPS_NEEDED) return absent(lead, policy, now, counted);
  const due = { worker: "reconcile" as const, at: lookupDue(lead, now) };
  return rescheduled(lead, { state: "unknown", reason: lead.reason, detail: lead.detail, due }, now, counted);
}

/**
 * A call was found that may be this lead's or older than its dial. It proves neither that it rang nor that it did not,
 * so look-ups go on; where they have found nothing by the time at which every call is listed, an operator decides.
 */
export function callDoubted(lead: Lead, now: Date): Lead | undefined {
  const isSettled = lead.dial !== undefined && now.getTime() - Date.parse(lead.dial.at) >= timing.settle;
  if (lead.state === "unknown" && isSettled && lead.lookups > 0) return forReview(lead, "several-calls", now, {});
  // By policy it was to be called once more, as no call was found.
  if (!waitsForDial(lead) || lead.unproven !== true || lead.ringsPossible === 0) return undefined;
  return forReview(lead, "several-calls", now, { ringsAuthorised: lead.ringsPossible, unproven: false });
}

const forReview = (lead: Lead, reason: Reason, now: Date, change: Partial<Lead>): Lead =>
  moved(lead, { state: "review", reason, due: waiting("person", now) }, now, change);

/** The policy gives one more ring, once; anything further an operator decides. */
function absent(lead: Lead, policy: AbsencePolicy, now: Date, counted: Partial<Lead>): Lead {
  // How often and when a restored lead rang is unknown: no policy was made for that.
  const isPlain = lead.ringsAuthorised === 1 && lead.reason !== "restored";
  if (policy === "review" || !isPlain) return forReview(lead, "not-found", now, counted);
  const due = { worker: "dial-lead" as const, at: now };
  const change = { ...counted, ringsAuthorised: lead.ringsPossible + 1, unproven: true, wakes: due.worker };
  return moved(lead, { state: "ready", reason: "redial-by-policy", due, by: "policy" }, now, change);
}

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

/** A lead that waits for an operator: look again tomorrow, or when it ends by itself. */
export function reminded(lead: Lead, now: Date): Lead {
  const tomorrow = waiting("person", now);
  const end = givenUpAt(lead);
  const due = end && end < tomorrow.at ? { ...tomorrow, at: end } : tomorrow;
  return rescheduled(lead, { state: lead.state, reason: lead.reason, detail: lead.detail, due }, now);
}

/** The CRM is going to be notified of an end without a call; nothing is left to do. */
export function told(lead: Lead, now: Date): Lead | undefined {
  if (!isEnd(lead.state) || lead.expiresAt !== undefined) return undefined;
  return rescheduled(lead, { state: lead.state, reason: lead.reason, detail: lead.detail }, now);
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

const dialledAt = (lead: Lead): Date => new Date(lead.dial?.at ?? lead.firstDialAt ?? lead.receivedAt);

const lookupDue = (lead: Lead, now: Date): Date =>
  nextOf(timing.lookups, dialledAt(lead), now) ?? later(now, timing.settle);

const silenceDue = (lead: Lead, now: Date): Date =>
  nextOf(timing.silence, dialledAt(lead), now) ?? later(now, timing.reminder);

/** How often a lead may bring its dialler down before it waits for an operator. */
const MAX_STUMBLES = 5;

/**
 * A worker begins with a long overdue lead: the one before it probably died. The attempt is counted before anything
 * else happens, so that a lead that kills its worker does so a few times only.
 */
export function stumbled(lead: Lead, now: Date): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  const stumbles = (lead.stumbles ?? 0) + 1;
  if (stumbles > MAX_STUMBLES) return held(lead, "quarantined", now, { for: "person" });
  return noted(lead, { stumbles, dueAt: later(now, timing.stumbleRetry).toISOString() });
}

/** The lead itself is fine but has to wait its turn. */
export function deferred(lead: Lead, reason: Reason, at: Date, now: Date, detail?: string): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  return rescheduled(lead, { state: "ready", reason, detail, due: { worker: "dial-lead", at } }, now);
}
