import { askedBy, type LeadSource, personOf, recorded, whyUndialable } from "./accept.ts";
import { consentIn } from "./consent/read.ts";
import type { Lead } from "./lead.ts";
import { moved, rescheduled } from "./move.ts";
import type { LeadDraft } from "./reader/draft.ts";
import { cleanLine } from "./reader/names.ts";
import type { Reason } from "./reasons.ts";
import { deferred, held, waitsForDial } from "./states.ts";
import { later, nth, timing } from "./timing.ts";
import { without } from "./wait.ts";

/** A lead that came as an id only, and how it becomes whole. */

type FetchedFor = Pick<LeadSource, "country" | "consent" | "retention" | "consentDays">;

/** The person is known: the lead can be dialled, or waits for an operator to correct the phone. */
export function fetched(lead: Lead, draft: LeadDraft, source: FetchedFor, now: Date): Lead | undefined {
  if (lead.reference === undefined || !waitsForDial(lead)) return undefined;
  const category = cleanLine(draft.category) ?? lead.category;
  const { country } = source;
  const person = personOf(draft, country);
  const whole: Lead = {
    ...without(lead, "reference"),
    person,
    ...(draft.place && { place: draft.place }),
    ...askedLast(lead, draft, now),
    ...(draft.record && !lead.record && { record: draft.record }),
    ...(category && { category }),
    extra: { ...lead.extra, ...draft.extra },
    ...recorded(consentIn(draft, source.consent), source),
    failedTries: 0,
  };
  const why = whyUndialable(draft, person, country);
  if (why) return held(whole, why, now, { for: "person" });
  const move = { state: "ready", due: { worker: "dial-lead", at: now } } as const;
  return lead.state === "ready" ? rescheduled(whole, move, now) : moved(whole, move, now);
}

/** A booking may have been moved while the platform answered: what its sender said last counts. */
function askedLast(lead: Lead, { asked }: LeadDraft, now: Date): Pick<Lead, "asked"> {
  if (asked === undefined) return {};
  // What the platform dates was known as it answered, and not as the lead came.
  const shown = askedBy(asked, asked.said === undefined ? new Date(lead.receivedAt) : now);
  const isMoved = lead.booking !== undefined && lead.asked !== undefined && lead.asked.said > shown.said;
  return { asked: isMoved ? lead.asked : shown };
}

/** There is nobody to call: the platform made the lead up as a test, or its event was no lead. */
export function fetchedAsNobody(lead: Lead, reason: "test-lead" | "no-lead", now: Date): Lead | undefined {
  if (lead.reference === undefined || !waitsForDial(lead)) return undefined;
  return moved(lead, { state: "cancelled", reason }, now);
}

/** The platform could not be asked: the next try comes a little later each time, and not before the time it names. */
export function fetchDeferred(lead: Lead, detail: string, retryAfterMs: number, now: Date): Lead | undefined {
  const pause = Math.max(nth(timing.retry, lead.failedTries), retryAfterMs);
  const counted = { ...lead, failedTries: lead.failedTries + 1 };
  return deferred(counted, "platform-unreachable", later(now, pause), now, detail);
}

/** What the platform's refusal means: credentials can be renewed at any time, anything else needs a decision. */
export function fetchRefused(lead: Lead, status: number, detail: string | undefined, now: Date): Lead | undefined {
  const refusal = refusals[status] ?? { reason: "platform-refused", for: "person" };
  return held(lead, refusal.reason, now, { for: refusal.for, ...(detail && { detail }) });
}

const refusals: Readonly<Record<number, { reason: Reason; for: "rule" | "person" }>> = {
  401: { reason: "platform-credentials-refused", for: "rule" },
  404: { reason: "lead-gone", for: "person" },
};
