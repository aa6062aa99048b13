import type { Lead, LeadState } from "./lead.ts";
import { type Reason, reasonWords } from "./reasons.ts";

/** What a state means where no reason says more. */
const stateWords: Record<LeadState, string> = {
  ready: "Waits to be called",
  dialing: "Callingly is being asked to call",
  placed: "Callingly has taken the call; we wait for its result",
  completed: "The call has ended and its result is known",
  held: "Waits for a rule or an operator",
  unknown: "It is not known whether it rang; we look for the call",
  review: "An operator decides",
  failed: "It cannot be called",
  suppressed: "It must not be called",
  merged: "The same person was called for another lead; both records get the result",
  cancelled: "An operator cancelled it",
};

/** Where a lead stands and why, in words for an operator. */
export function explain({ state, reason }: { state: LeadState; reason?: Reason | undefined }): string {
  if (reason === undefined) return stateWords[state];
  // One that is held waits for a person; this one goes on by itself.
  if (reason === "asked-again" && state === "ready") return "Another time was named, and the last word counts";
  return reasonWords[reason];
}

/** The moment that a lead waits for, where its person asked for one. */
export const untilAsked = ({ state, reason, dueAt }: Pick<Lead, "state" | "reason" | "dueAt">): string | undefined =>
  state === "ready" && reason === "asked-time" ? dueAt : undefined;

/** What a lead has come to, as pages that follow it call that. */
export function stepName({ state, reason }: { state: LeadState; reason?: Reason | undefined }): string {
  if (state !== "ready") return state;
  if (reason === "asked-again") return "moved";
  return reason !== undefined && waitsForMoment.has(reason) ? "waits" : "accepted";
}

const waitsForMoment: ReadonlySet<Reason> = new Set(["asked-time", "outside-hours", "called-too-often"]);
