import { isBookedSince } from "./booking.ts";
import { isCertificateOpen } from "./consent/relied-on.ts";
import { isReleasedSince, isStopOpen, type Lead, waitsForDial } from "./lead.ts";
import { moved, noted, payloadEnds } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { dialledAt } from "./states/next-look.ts";
import { later, timing } from "./timing.ts";
import { without } from "./wait.ts";

/**
 * A CRM stops the calling: one of its records was won, lost, marked as not to be called, or deleted. A lead that waits
 * ends; one that has rung may be redialled by Callingly, which is told.
 */

/**
 * @param at when the stop came
 * @param isOthers it is the record of a lead that is merged into this one
 * @returns undefined where there is nothing to stop any more, or the stop is noted already
 */
export function stoppedBy(lead: Lead, at: Date, now: Date, isOthers = false): Lead | undefined {
  const stop = stopAfter(lead, at, isOthers);
  return stop && stopping(lead, stop, "record-stopped", now);
}

/**
 * Its appointment is no more. The first word about it counts: of one that was moved, the next has a lead of its own.
 * @param said when its sender said so, where it dates that
 */
export function bookingOver(
  lead: Lead,
  why: "moved" | "cancelled",
  { at, said }: { readonly at: Date; readonly said?: string | undefined },
  now: Date,
): Lead | undefined {
  const before = lead.stop;
  if (before?.optOut !== undefined || isBookedSince(lead, { why, said })) return undefined;
  if (before?.booking === undefined)
    return stopping(lead, { at: at.toISOString(), booking: why, ...(said && { said }) }, `booking-${why}`, now);
  // Given up once more, before it was known that it was taken again.
  const isLater = said !== undefined && before.said !== undefined && said > before.said;
  return isLater ? noted(lead, { stop: { ...before, said } }) : undefined;
}

function stopping(lead: Lead, stop: NonNullable<Lead["stop"]>, reason: Reason, now: Date): Lead | undefined {
  if (lead.strippedAt !== undefined) return undefined;
  const { state, dueFor, merged } = lead;
  if (state !== "ready" && state !== "held") return handedOverStopped(lead, stop, now);
  // A lead that waits for its dial has rights and places to give back, which the dialler does.
  // So does one for which others wait, which may not end for them: the dialler judges that, too.
  return dueFor === "dial-lead" || merged.length > 0
    ? {
        ...without(noted(lead, { stop }), "heldBy"),
        dueFor: "dial-lead",
        dueAt: now.toISOString(),
        wakes: "dial-lead",
      }
    : moved(lead, { state: "cancelled", reason }, now, { stop });
}

/** The stop of a lead that was handed to Callingly, which is told; undefined where it cannot ring any more. */
export function handedOverStopped(lead: Lead, stop: NonNullable<Lead["stop"]>, now: Date): Lead | undefined {
  const toldOf = { ...noted(lead, { stop }), dueFor: "reconcile", dueAt: now.toISOString() } as const;
  switch (lead.state) {
    case "dialing":
    case "merged":
      return noted(lead, { stop });
    case "placed":
    case "unknown":
    case "review":
      return toldOf;
    default:
      // An ended lead that has rung may have redials under way; any other is due for nothing but its erasure.
      return isStopOpen(toldOf) ? toldOf : undefined;
  }
}

/** What is noted of its last stop; undefined where that is noted already. */
function stopAfter({ stop: before }: Lead, at: Date, isOthers: boolean): Lead["stop"] {
  const stop = {
    at: at.toISOString(),
    ...(isOthers && (before === undefined || before.isOthers === true) && { isOthers }),
  };
  const isKnown = before !== undefined && before.at >= stop.at && (before.isOthers !== true || isOthers);
  // That its number is on the list says more than that a record was closed.
  if (before?.optOut !== undefined) return undefined;
  return isKnown ? undefined : stop;
}

/** Whether Callingly may still redial: teams do so for some days, and a person is erased no sooner. */
export const mayBeRedialled = (lead: Lead, now: Date): boolean =>
  now.getTime() - dialledAt(lead).getTime() < timing.redials;

/** It was handed to Callingly, is wanted still, and its call is not known to be over. */
export const mayRingYet = (lead: Lead): boolean =>
  ["dialing", "unknown", "placed"].includes(lead.state) && stopWord(lead, lead.stop?.at) !== "ends";

/** Callingly knows of the stop, or cannot redial any more. One that has ended is due again when its person is erased. */
export const stopSettled = (lead: Lead, now: Date): Lead | undefined =>
  isStopOpen(lead) ? stillEnded(noted(lead, { stop: { at: "", ...lead.stop, isSettled: true } }), now) : undefined;

/** Callingly could not be told yet: the longer it lasts, the more seldom it is tried, up to once an hour. */
export const stopUnsettled = (lead: Lead, now: Date): Lead | undefined => {
  if (!isStopOpen(lead) || lead.expiresAt === undefined) return undefined;
  const lasts = now.getTime() - Date.parse(lead.stop?.at ?? "");
  const pause = lead.callinglyLeadId === undefined ? timing.hour : Math.max(timing.minute, lasts);
  return noted(lead, { dueFor: "reconcile", dueAt: later(now, Math.min(timing.hour, pause)).toISOString() });
};

function stillEnded(lead: Lead, now: Date): Lead {
  if (lead.expiresAt === undefined) return lead;
  const endedAt = new Date(lead.history.at(-1)?.at ?? now);
  const dueAt = isCertificateOpen(lead) ? now.toISOString() : payloadEnds(lead.retention, endedAt);
  return { ...lead, dueFor: "reconcile", dueAt };
}

/** How soon after a stop a lead of the record counts as one from before it: events overtake each other. */
const OVERTAKEN_MS = 10 * timing.minute;

export type StopWord = "rings" | "ends" | "asks";

/**
 * What a stop means for a lead that is to be dialled: it ends one from before; of one that came just after, nobody can
 * tell, and an operator is asked.
 */
export function stopWord(lead: Lead, stoppedAt: string | undefined): StopWord {
  const { receivedAt } = lead;
  if (stoppedAt === undefined || isReleasedSince(lead, stoppedAt)) return "rings";
  if (receivedAt <= stoppedAt) return "ends";
  return receivedAt <= later(new Date(stoppedAt), OVERTAKEN_MS).toISOString() ? "asks" : "rings";
}

/**
 * Of the leads that share a ring, one's record was closed: does the ring serve another whose record was not?
 * @param sharers the leads that are merged into it, as far as they are known
 * @param stoppedAt when the lead's own record was closed
 */
export const servesOthers = (lead: Lead, sharers: readonly Lead[], stoppedAt: string | undefined): boolean => {
  const own = lead.stop?.isOthers === true ? stoppedAt : (lead.stop?.at ?? stoppedAt);
  return stopWord(lead, own) !== "ends" || sharers.some((sharer) => stopWord(sharer, sharer.stop?.at) !== "ends");
};

/** It learned of its stop and ends as soon as a dialler meets it. */
export const isAboutToEnd = (lead: Lead): boolean => waitsForDial(lead) && stopWord(lead, lead.stop?.at) === "ends";

/** A rule has ended it before its dial: its appointment is no more. */
export const endedByBooking = (lead: Lead, why: "moved" | "cancelled", now: Date): Lead | undefined =>
  waitsForDial(lead) ? moved(lead, { state: "cancelled", reason: `booking-${why}` }, now) : undefined;

/** A rule has ended it before its dial. */
export const endedByStop = (lead: Lead, now: Date): Lead | undefined =>
  waitsForDial(lead) ? moved(lead, { state: "cancelled", reason: "record-stopped" }, now) : undefined;
