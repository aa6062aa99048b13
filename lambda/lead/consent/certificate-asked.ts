import type { Lead } from "../lead.ts";
import { noted, payloadEnds } from "../move.ts";
import { later, nth, timing } from "../timing.ts";
import { isCertificateOpen } from "./relied-on.ts";

/** What TrustedForm makes of being asked to keep a certificate. */
export type CertificateAnswer =
  | { readonly kind: "kept" }
  /** It will not, however often it is asked. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "again"; readonly why: string };

/** A key that is missing takes a person; TrustedForm itself lets go of a certificate after 90 days. */
const PAUSES = [timing.minute, 10 * timing.minute, timing.hour, 6 * timing.hour, timing.day];
const MOST_TRIES = 40;

/** A lead that has ended with the answer noted; it is due again for the next try, or when its person is erased. */
export function certificateAsked(lead: Lead, answer: CertificateAnswer, now: Date): Lead | undefined {
  const { consent } = lead;
  if (consent?.trustedForm === undefined || !isCertificateOpen(lead) || lead.expiresAt === undefined) return undefined;
  const tries = (consent.trustedForm.tries ?? 0) + 1;
  const isSettled = answer.kind !== "again" || tries >= MOST_TRIES;
  const outcome = answer.kind === "kept" ? "kept" : `not kept: ${answer.why}`;
  const trustedForm = {
    ...consent.trustedForm,
    tries,
    askedAt: now.toISOString(),
    ...(isSettled && { outcome }),
  };
  const endedAt = new Date(lead.history.at(-1)?.at ?? now);
  const dueAt = isSettled ? payloadEnds(lead.retention, endedAt) : later(now, nth(PAUSES, tries - 1)).toISOString();
  return noted(lead, { consent: { ...consent, trustedForm }, dueFor: "reconcile", dueAt });
}
