import type { LeadState } from "./lead.ts";
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
export const explain = ({ state, reason }: { state: LeadState; reason?: Reason | undefined }): string =>
  reason === undefined ? stateWords[state] : reasonWords[reason];
