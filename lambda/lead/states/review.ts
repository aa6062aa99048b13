import { isEnd, type Lead } from "../lead.ts";
import { moved, rescheduled, waiting } from "../move.ts";
import type { Reason } from "../reasons.ts";
import { givenUpAt } from "./given-up.ts";

/** An operator has to decide. */
export const forReview = (lead: Lead, reason: Reason, now: Date, change: Partial<Lead>): Lead =>
  moved(lead, { state: "review", reason, due: waiting("person", now) }, now, change);

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
