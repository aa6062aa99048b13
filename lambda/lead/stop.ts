import { isStopOpen, type Lead } from "./lead.ts";
import { moved, noted, payloadEnds } from "./move.ts";
import { later, timing } from "./timing.ts";
import { without } from "./wait.ts";

/**
 * A CRM stops the calling: one of its records was won, lost, marked as not to be called, or deleted. A lead that waits
 * ends; one that has rung may be redialled by Callingly, which is told.
 */

/**
 * @param at when the stop came
 * @returns undefined where there is nothing to stop any more, or the stop is noted already
 */
export function stoppedBy(lead: Lead, at: Date, now: Date): Lead | undefined {
  const stop = { at: at.toISOString() };
  if (lead.strippedAt !== undefined || (lead.stop && lead.stop.at >= stop.at)) return undefined;
  const { state, dueFor } = lead;
  const rung = lead.ringsPossible > 0;
  switch (state) {
    case "ready":
    case "held":
      // A lead that waits for its dial has rights and places to give back, which the dialler does.
      return dueFor === "dial-lead"
        ? { ...without(noted(lead, { stop }), "heldBy"), dueAt: now.toISOString(), wakes: "dial-lead" }
        : moved(lead, { state: "cancelled", reason: "record-stopped" }, now, { stop });
    case "dialing":
      return noted(lead, { stop });
    case "placed":
    case "unknown":
    case "review":
    case "completed":
      return { ...noted(lead, { stop }), dueFor: "reconcile", dueAt: now.toISOString() };
    default:
      // An ended lead that has rung may have redials under way.
      return rung && state === "cancelled"
        ? { ...noted(lead, { stop }), dueFor: "reconcile", dueAt: now.toISOString() }
        : undefined;
  }
}

/** Whether Callingly may still redial: teams do so for some days. */
export const mayBeRedialled = ({ stop }: Lead, now: Date): boolean =>
  stop !== undefined && now.getTime() - Date.parse(stop.at) < timing.redials;

/** Callingly knows of the stop, or cannot redial any more. One that has ended is due again when its person is erased. */
export const stopSettled = (lead: Lead, now: Date): Lead | undefined =>
  isStopOpen(lead) ? stillEnded(noted(lead, { stop: { at: "", ...lead.stop, isSettled: true } }), now) : undefined;

/** Callingly could not be told yet. */
export const stopUnsettled = (lead: Lead, now: Date): Lead | undefined => {
  const pause = lead.callinglyLeadId === undefined ? timing.hour : timing.minute;
  return isStopOpen(lead) && lead.expiresAt !== undefined
    ? noted(lead, { dueFor: "reconcile", dueAt: later(now, pause).toISOString() })
    : undefined;
};

function stillEnded(lead: Lead, now: Date): Lead {
  if (lead.expiresAt === undefined) return lead;
  const endedAt = new Date(lead.history.at(-1)?.at ?? now);
  return { ...lead, dueFor: "reconcile", dueAt: payloadEnds(lead.retention, endedAt) };
}

/** How soon after a stop a lead of the record counts as one from before it: events overtake each other. */
const OVERTAKEN_MS = 10 * timing.minute;

export type StopWord = "rings" | "ends" | "asks";

/**
 * What a stop means for a lead that is to be dialled: it ends one from before; of one that came just after, nobody can
 * tell, and an operator is asked. An operator's release is newer than what came before it.
 */
export function stopWord({ receivedAt, releasedAt }: Lead, stoppedAt: string | undefined): StopWord {
  if (stoppedAt === undefined || (releasedAt !== undefined && releasedAt > stoppedAt)) return "rings";
  if (receivedAt <= stoppedAt) return "ends";
  return receivedAt <= later(new Date(stoppedAt), OVERTAKEN_MS).toISOString() ? "asks" : "rings";
}

/** A rule has ended it before its dial. */
export const endedByStop = (lead: Lead, now: Date): Lead | undefined =>
  lead.state === "ready" || (lead.state === "held" && lead.dueFor === "dial-lead")
    ? moved(lead, { state: "cancelled", reason: "record-stopped" }, now)
    : undefined;
