import type { Worker } from "./item.ts";
import type { Lead } from "./lead.ts";
import type { Reason } from "./reasons.ts";
import { deferred } from "./states.ts";
import { later, nth, timing } from "./timing.ts";

/**
 * Items on which the bridge itself fails: one that it cannot read, a rule that throws, a write that is refused. Such an
 * item is put off, longer each time, so that it delays no other and is still tried again.
 */

/** The attributes that put an item off; nothing else of it is touched. */
export interface PutOff {
  readonly worker: Worker;
  readonly until: Date;
  /** How often in a row the bridge failed on it, this time included. */
  readonly faults: number;
  /** Set where the reason says why it waits. An item that reconcile follows may need the reason that it has. */
  readonly reason?: Reason;
}

/** @param faults how often the bridge failed on it before */
export function putOff(worker: Worker, faults: number, now: Date): PutOff {
  const until = later(now, gapAfter(worker, faults));
  return { worker, until, faults: faults + 1, ...(worker !== "reconcile" && { reason: "bridge-fault" }) };
}

/** A lead is worth ringing soon, or not at all; the rest can wait for an operator to fix the bridge. */
const gapAfter = (worker: Worker, faults: number): number =>
  Math.min(
    nth(timing.faultGaps, faults),
    worker === "dial-lead" ? timing.longestDialFaultGap : Number.POSITIVE_INFINITY,
  );

/** A lead that was to be dialled, and on which the bridge failed before anything was sent. */
export function failedOn(lead: Lead, detail: string, now: Date): Lead | undefined {
  const { until, faults } = putOff("dial-lead", lead.faults ?? 0, now);
  const next = deferred(lead, "bridge-fault", until, now, detail);
  return next && { ...next, faults };
}

/** An item so overdue that a worker may have died over it is put off before it is read. */
export function countedAsFailed<T extends { faults?: number | undefined; dueAt?: string | undefined }>(
  item: T,
  worker: Worker,
  now: Date,
): T {
  const { until, faults } = putOff(worker, item.faults ?? 0, now);
  return { ...item, faults, dueAt: until.toISOString() };
}
