import { isEnd, type Lead, type Restoration } from "./lead.ts";
import { moved, noted } from "./move.ts";
import { waitsForDial } from "./states.ts";
import { later, timing } from "./timing.ts";

/**
 * The table was restored to an earlier moment. It holds the leads as they were then; everything done with them between
 * that moment and the restore is missing. Pure: a lead that may have rung meanwhile is of unknown fate, as after a dial
 * without an answer, and only evidence or an operator moves it on.
 */

/** Our clock and DynamoDB's differ: a lead that came just after the moment may be in the table all the same. */
const CLOCKS_APART_MS = 15 * 60_000;

/**
 * The lead as one must take it to be.
 * @returns undefined when nothing can have happened to it, or when the restore is noted on it already
 */
export function restored(lead: Lead, restoration: Restoration, now: Date): Lead | undefined {
  const { to } = restoration;
  const isLater = lead.receivedAt > later(new Date(to), CLOCKS_APART_MS).toISOString();
  if (lead.restored?.to === to || isLater || lead.strippedAt !== undefined) return undefined;
  const looked = { restored: restoration, lookups: 0, emptyLookups: 0 };
  const unknown = { state: "unknown", reason: "restored", due: { worker: "reconcile", at: now } } as const;
  if (waitsForDial(lead)) {
    return moved(lead, unknown, now, {
      ...looked,
      ringsPossible: Math.min(lead.ringsPossible + 1, lead.ringsAuthorised),
      dial: { id: `restored ${to}`, at: to, leaseUntil: to },
      firstDialAt: lead.firstDialAt ?? to,
    });
  }
  // Evidence found before counts for earlier dials.
  if (lead.state === "dialing" || lead.state === "unknown") return moved(lead, unknown, now, looked);
  return mayHaveNews(lead, to) ? noted(lead, { restored: restoration }) : undefined;
}

/** A result, or its end, may have been reported to its CRM since. */
function mayHaveNews(lead: Lead, to: string): boolean {
  if (!isEnd(lead.state) || lead.expiresAt === undefined) return true;
  const dialledAt = lead.dial?.at ?? lead.firstDialAt;
  return dialledAt !== undefined && later(new Date(dialledAt), timing.redials).toISOString() >= to;
}

/** Whether a call may have been reported since the moment to which the table was restored. */
export const mayBeTold = (
  { restored: restoration }: Lead,
  call: { readonly startedAt?: string | undefined },
): boolean => restoration !== undefined && (call.startedAt ?? "") <= restoration.at;
