import type { Asked } from "../asked/record.ts";
import { ageMs, isEnd, type Lead, waitsForDial } from "../lead.ts";
import { moved, noted, rescheduled, waiting } from "../move.ts";
import type { Reason } from "../reasons.ts";
import { isAboutToEnd } from "../stop.ts";
import { later, timing } from "../timing.ts";

/** What a lead does that waits for its dial: it is put off, held, or merged with another of the same person. */

/**
 * Holds a lead that was not dialled, for a rule or for an operator (reminded daily).
 * @param options.rests what holds it, and until when at the latest; without it the rule is asked again soon
 */
export function held(
  lead: Lead,
  reason: Reason,
  now: Date,
  options: { for: "rule" | "person"; rests?: { by: string; until: Date } | undefined; detail?: string | undefined },
): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  const { rests } = options;
  // A lead that waits for an operator is read at once, because the CRM may have to be notified; then once a day.
  const due = options.for === "person" ? { worker: "reconcile" as const, at: now } : waiting("rule", now, rests?.until);
  const move = { state: "held", reason, detail: options.detail, due } as const;
  const change = rests && { heldBy: rests.by };
  return lead.state === "held" && lead.reason === reason
    ? rescheduled(lead, move, now, change)
    : moved(lead, move, now, change);
}

/**
 * What held the lead does so no more: from now on it is due as any other, so that it is noticed should it bring its worker
 * down.
 */
export function letGo(lead: Lead, now: Date): Lead | undefined {
  const { state, reason, detail, heldBy } = lead;
  if (!waitsForDial(lead) || heldBy === undefined) return undefined;
  return rescheduled(lead, { state, reason, detail, due: { worker: "dial-lead", at: now } }, now);
}

/** The lead itself is fine but has to wait its turn. */
export function deferred(lead: Lead, reason: Reason, at: Date, now: Date, detail?: string): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  return rescheduled(lead, { state: "ready", reason, detail, due: { worker: "dial-lead", at } }, now);
}

/** Its person may not be rung now where they are. The wait until then makes the lead no older. */
export function outOfHours(lead: Lead, reason: Reason, at: Date, now: Date): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  const move = { state: "ready", reason, due: { worker: "dial-lead", at } } as const;
  const change = { agesFrom: new Date(at.getTime() - ageMs(lead, now)).toISOString() };
  return lead.state === "ready" && lead.reason === reason
    ? rescheduled(lead, move, now, change)
    : moved(lead, move, now, change);
}

/** Its person asked to be called at a moment. Its age counts from then. */
export function untilAsked(lead: Lead, asked: Asked, at: Date, now: Date): Lead | undefined {
  if (!waitsForDial(lead)) return undefined;
  const move = { state: "ready", reason: "asked-time", due: { worker: "dial-lead", at } } as const;
  const change = { asked, agesFrom: at.toISOString() };
  return lead.state === "ready" && lead.reason === "asked-time" && lead.asked?.at === asked.at
    ? rescheduled(lead, move, now, change)
    : moved(lead, move, now, change);
}

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
 * more, and one whose CRM has stopped it is cancelled in a moment.
 */
export function joinedBy(lead: Lead, other: string): Lead | undefined {
  if (isVoid(lead) || lead.state === "cancelled" || isAboutToEnd(lead) || lead.id === other) return undefined;
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
