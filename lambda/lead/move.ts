import { cutText } from "../runtime/text.ts";
import { isEnd, type Lead, type LeadState, usualRetention, type Worker } from "./lead.ts";
import type { Reason } from "./reasons.ts";
import { later, timing } from "./timing.ts";

/** What every move of a lead has in common: the next revision, the history, a new reason and due time. */

interface Move {
  readonly state: LeadState;
  readonly reason?: Reason | undefined;
  readonly detail?: string | undefined;
  /** Who acts next and when; an end state has it only while the CRM is still to be told. */
  readonly due?: { readonly worker: Worker; readonly at: Date } | undefined;
  /** The person who decided. */
  readonly by?: string | undefined;
}

export const HISTORY_LENGTH = 40;

/** The lead after a move. */
export function moved(lead: Lead, move: Move, now: Date, change: Partial<Lead> = {}): Lead {
  const {
    reason: _reason,
    detail: _detail,
    dueFor: _dueFor,
    dueAt: _dueAt,
    expiresAt: _expiresAt,
    stumbles: _stumbles,
    wakes: _wakes,
    faults: _faults,
    ...kept
  } = lead;
  const { reason, detail, due, by } = move;
  const step = { at: now.toISOString(), state: move.state, ...(reason && { reason }), ...(by && { by }) };
  return {
    ...kept,
    ...change,
    state: move.state,
    revision: lead.revision + 1,
    ...(reason && { reason }),
    ...(detail && { detail: cutText(detail, 300) }),
    ...(due && { dueFor: due.worker, dueAt: due.at.toISOString() }),
    ...(isEnd(move.state) && !due && over(lead, now)),
    history: [...lead.history, step].slice(-HISTORY_LENGTH),
  };
}

/** The lead with something noted on it that is no move; it wakes nobody (again). */
export const noted = (lead: Lead, change: Partial<Lead>): Lead => ({
  ...without(lead, "wakes"),
  ...change,
  revision: lead.revision + 1,
});

/** Nothing is left to do but to forget: first the person, then the lead. */
const over = ({ retention, strippedAt }: Lead, now: Date): Partial<Lead> => ({
  ...(strippedAt === undefined && { dueFor: "reconcile", dueAt: payloadEnds(retention, now) }),
  expiresAt: ledgerEnds(retention, now),
});

/** When the personal data of what ends now is taken out. */
export const payloadEnds = ({ payloadDays } = usualRetention, now: Date): string =>
  later(now, payloadDays * timing.day).toISOString();

/** When the table forgets what ends now, in seconds since 1970. */
export const ledgerEnds = ({ ledgerDays } = usualRetention, now: Date): number =>
  Math.floor(later(now, ledgerDays * timing.day).getTime() / 1000);

/** When a lead that waits is looked at again: soon for a rule, once a day for a person. */
export const waiting = (whom: "rule" | "person", now: Date): NonNullable<Move["due"]> =>
  whom === "rule"
    ? { worker: "dial-lead", at: later(now, timing.heldRetry) }
    : { worker: "reconcile", at: later(now, timing.reminder) };

export const without = <K extends keyof Lead>(lead: Lead, ...keys: K[]): Lead => {
  const copy = { ...lead };
  for (const key of keys) delete copy[key];
  return copy;
};
