import { cutText } from "../runtime/text.ts";
import { isCertificateOpen, isReliedOn } from "./consent/relied-on.ts";
import type { Worker } from "./item.ts";
import { isEnd, isStopOpen, type Lead, type LeadState, type Retention, usualRetention } from "./lead.ts";
import type { Reason } from "./reasons.ts";
import { later, timing } from "./timing.ts";
import { without, withoutWait } from "./wait.ts";

/**
 * The common part of every move of a lead: its step in the history, a new reason and due time. The revision is not part
 * of it: the store counts what is saved (`changeLead`).
 */

interface Move {
  readonly state: LeadState;
  readonly reason?: Reason | undefined;
  readonly detail?: string | undefined;
  /** Who acts next and when; an end state has it only while the CRM is still to be notified. */
  readonly due?: { readonly worker: Worker; readonly at: Date } | undefined;
  /** The operator who decided. */
  readonly by?: string | undefined;
}

type Step = Lead["history"][number];

const HISTORY_LENGTH = 40;

/** The lead after a move, with a step in its history. */
export const moved = (lead: Lead, move: Move, now: Date, change: Partial<Lead> = {}): Lead => ({
  ...rescheduled(lead, move, now, change),
  history: withStep(lead, stepOf(move, now)),
});

const stepOf = ({ state, reason, by }: Move, now: Date): Step => ({
  at: now.toISOString(),
  state,
  ...(reason && { reason }),
  ...(by && { by }),
});

/** The history of a lead with one more step. The oldest steps are dropped. */
export const withStep = ({ history }: Lead, step: Step): Step[] => [...history, step].slice(-HISTORY_LENGTH);

/** As {@link moved}, without a step in the history: the state stays, and only the wait is set again. */
export function rescheduled(lead: Lead, move: Omit<Move, "by">, now: Date, change: Partial<Lead> = {}): Lead {
  const { state, reason, detail, due } = move;
  return {
    ...withoutWait(lead),
    ...change,
    state,
    ...(reason && { reason }),
    ...(detail && { detail: cutText(detail, 300) }),
    ...(due && { dueFor: due.worker, dueAt: due.at.toISOString() }),
    ...(isEnd(state) && !due && over({ ...lead, ...change, state }, now)),
  };
}

/** The lead with something noted on it that is no move; it wakes no function (again). */
export const noted = (lead: Lead, change: Partial<Lead>): Lead => ({ ...without(lead, "wakes"), ...change });

/** Nothing is left to do but to forget: first the person, then the lead. */
function over(lead: Lead, now: Date): Partial<Lead> {
  const { retention, strippedAt } = lead;
  const dueAt = isStopOpen(lead) || isCertificateOpen(lead) ? now.toISOString() : payloadEnds(retention, now);
  return {
    ...(strippedAt === undefined && { dueFor: "reconcile", dueAt }),
    expiresAt: leadEnds(lead, now),
  };
}

/** When the personal data of a lead that ends now is erased. */
export const payloadEnds = ({ payloadDays } = usualRetention, now: Date): string =>
  later(now, payloadDays * timing.day).toISOString();

/**
 * When the table forgets a lead that ends now, in seconds since 1970. One that was called on a consent is kept as long as
 * somebody may ask for that.
 */
export const leadEnds = (lead: Lead, now: Date): number => {
  const { ledgerDays, consentDays = 0 } = lead.retention ?? usualRetention;
  return endsAfter(isReliedOn(lead) ? Math.max(ledgerDays, consentDays) : ledgerDays, now);
};

const endsAfter = (days: number, now: Date): number => Math.floor(later(now, days * timing.day).getTime() / 1000);

const ledgerEnds = ({ ledgerDays } = usualRetention, now: Date): number => endsAfter(ledgerDays, now);

/** When the table forgets a call: whose it is has to be known as long as a look-up for another lead may meet it. */
export const callEnds = (retention: Retention | undefined, now: Date): number =>
  Math.max(ledgerEnds(retention, now), Math.floor(later(now, timing.tieMemory).getTime() / 1000));

/**
 * When a lead that waits is looked at again: soon for a rule, once a day for an operator.
 * @param until where it is known what the rule waits for
 */
export const waiting = (
  whom: "rule" | "person",
  now: Date,
  until = later(now, timing.heldRetry),
): NonNullable<Move["due"]> =>
  whom === "rule" ? { worker: "dial-lead", at: until } : { worker: "reconcile", at: later(now, timing.reminder) };
