import type { DialOutcome } from "../call/dial-outcome.ts";
import { type Lead, waitsForDial } from "../lead.ts";
import { moved, noted } from "../move.ts";
import type { Reason } from "../reasons.ts";
import { later, timing } from "../timing.ts";
import { lookupDue, silenceDue } from "./next-look.ts";
import { notRung } from "./not-rung.ts";

/** What a dial does to its lead. */

/**
 * Takes a lead for one dial. The count of possible rings goes up before anything is sent. It stays due as it was, which
 * spares the index two writes: a dialler that meets it sees the lease, and ends one that has run out.
 */
export function claimed(lead: Lead, dialId: string, team: number, now: Date): Lead | undefined {
  if (!waitsForDial(lead) || lead.ringsPossible >= lead.ringsAuthorised) return undefined;
  const leaseUntil = later(now, timing.dialLease);
  const due = { worker: "dial-lead" as const, at: new Date(lead.dueAt ?? now) };
  return moved(lead, { state: "dialing", due }, now, {
    team,
    ringsPossible: lead.ringsPossible + 1,
    dial: { id: dialId, at: now.toISOString(), leaseUntil: leaseUntil.toISOString() },
    firstDialAt: lead.firstDialAt ?? now.toISOString(),
    ...(lead.person.phone && { dialledPhones: [...new Set([...(lead.dialledPhones ?? []), lead.person.phone])] }),
    lookups: 0,
    emptyLookups: 0,
  });
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

/** The dialler died while holding the lead: it may have rung. Its call is looked for at once. */
export function leaseOver(lead: Lead, now: Date): Lead | undefined {
  if (lead.state !== "dialing" || !lead.dial || lead.dial.leaseUntil > now.toISOString()) return undefined;
  return moved(lead, { state: "unknown", reason: "lease-over", due: { worker: "reconcile", at: now } }, now);
}
