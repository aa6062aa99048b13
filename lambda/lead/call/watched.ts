import type { Lead } from "../lead.ts";
import { later, timing } from "../timing.ts";
import type { Call } from "./call.ts";

/** A lead that is asked about soon has its call read then, whatever became of the webhook and of the worker. */

/**
 * Whether the lead is asked about soon, and the call with it, should the worker that reports the call die. Then neither
 * the hint nor the report needs a place in the due index.
 */
export function watches(lead: Lead, call: Call, now: Date): boolean {
  const isAsked = lead.dueFor === "reconcile" && watchedCallsOf(lead).includes(call.callId);
  const isSoon = lead.dueAt !== undefined && lead.dueAt <= later(now, timing.watchedWithin).toISOString();
  return isAsked && isSoon && call.dueAt === undefined;
}

/** The calls for the sake of which a lead is asked about: it is the memory of their reports. */
export const watchedCallsOf = ({ state, callId, callIdGuess }: Lead): string[] =>
  state === "placed" ? [callId, callIdGuess].filter((id) => id !== undefined) : [];
