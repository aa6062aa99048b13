import type { Call } from "./call.ts";
import type { Lead } from "./lead.ts";
import { moved } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { waitsForDial } from "./states.ts";
import { later, timing } from "./timing.ts";

/**
 * Somebody has mended what leads and results wait for, and brings their next try forward. It gives no lead a right that
 * it did not have: whatever still stands in its way holds it again, with the reason.
 */

/** Waits for its place in a line, or until a time that Callingly named; to come earlier would be out of turn. */
const inTurn: ReadonlySet<Reason> = new Set(["waits-its-turn", "callingly-busy", "same-phone-waits"]);

export const standsInLine = ({ reason }: Pick<Lead, "reason">): boolean => reason !== undefined && inTurn.has(reason);

/** By then every worker knows of a gate that was opened just now; one that did not would hold the lead again. */
const GATES_KNOWN_MS = 2_000;

/** When what is brought forward falls due: the next tick meets it. */
export const atNextTick = (now: Date): Date => later(now, GATES_KNOWN_MS - timing.tickGrace);

/**
 * The lead with its next look brought forward.
 * @param by the person's name, as it shall stand in the lead's history
 * @param at when it is due; those that are brought forward together keep their order by it
 */
export function hurried(lead: Lead, by: string, at: Date, now: Date): Lead | undefined {
  const { state, reason, detail, dueAt = "" } = lead;
  if (!waitsForDial(lead) || standsInLine(lead) || dueAt <= at.toISOString()) return undefined;
  return moved(lead, { state, reason, detail, due: { worker: "dial-lead", at }, by }, now, { failedTries: 0 });
}

/** The call, to be read and written once more: its result waited, or it was taken for nobody's. */
export function retried(call: Call, now: Date): Call | undefined {
  const isDone = call.state === "reported" || (call.state !== "unmatched" && call.dueFor !== "report-call");
  const isHeld = call.leaseUntil !== undefined && call.leaseUntil > now.toISOString();
  if (isDone || isHeld) return undefined;
  const { expiresAt: _, reason, detail, ...kept } = call;
  const isStranger = call.state === "unmatched";
  return {
    ...kept,
    ...(isStranger ? { state: "hinted" as const } : { ...(reason && { reason }), ...(detail && { detail }) }),
    revision: call.revision + 1,
    failedTries: 0,
    dueFor: "report-call",
    dueAt: atNextTick(now).toISOString(),
  };
}
