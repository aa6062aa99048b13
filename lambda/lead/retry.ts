import { type Call, reported } from "./call/call.ts";
import type { Lead, Retention } from "./lead.ts";
import { moved } from "./move.ts";
import type { Reason } from "./reasons.ts";
import { waitsForDial } from "./states.ts";
import { later, timing } from "./timing.ts";
import { without } from "./wait.ts";

/**
 * An operator fixed the cause and asks for a retry now. It gives no lead a right that it did not have: a rule or gate
 * that still stands in its way holds it again, with the reason.
 */

/** Waits for its place in a line, or until a time that Callingly named; to come earlier would be out of turn. */
const inTurn: ReadonlySet<string> = new Set([
  "waits-its-turn",
  "callingly-busy",
  "same-phone-waits",
] satisfies Reason[]);

export const standsInLine = ({ reason }: { reason?: string | undefined }): boolean =>
  reason !== undefined && inTurn.has(reason);

/** When an item that is brought forward falls due: should the stream wake no worker, the next tick finds it. */
export const atNextTick = (now: Date): Date => later(now, -timing.tickGrace);

/**
 * The lead with its next look brought forward.
 * @param by the operator's name, for the lead's history
 * @param at when it is due; those that are brought forward together keep their order by it
 * @param wakes whether the dialler is woken for it at once, and not left to find it at its next tick
 */
export function hurried(lead: Lead, by: string, at: Date, now: Date, wakes: boolean): Lead | undefined {
  const { state, reason, detail, dueAt = "" } = lead;
  const isDue = dueAt <= at.toISOString();
  if (!waitsForDial(lead) || standsInLine(lead) || (isDue && !wakes)) return undefined;
  const due = { worker: "dial-lead", at: isDue ? new Date(dueAt) : at } as const;
  const change = { failedTries: 0, ...(wakes && { wakes: due.worker }) };
  return moved(lead, { state, reason, detail, due, by }, now, change);
}

/**
 * The call, to be read and written once more: its result waited, or it was taken for no lead's.
 * @param isNamed an operator named this call: where it is unknown whether a CRM has the result, this says that it has not
 */
export function retried(call: Call, now: Date, isNamed = false): Call | undefined {
  const isDone = call.state === "reported" || (call.state !== "unmatched" && call.dueFor !== "report-call");
  const isHeld = call.leaseUntil !== undefined && call.leaseUntil > now.toISOString();
  if (isDone || isHeld) return undefined;
  return {
    ...(call.state === "unmatched"
      ? { ...without(call, "expiresAt", "reason", "detail"), state: "hinted" }
      : without(call, "expiresAt")),
    ...(isNamed && { reports: surelyUnwritten(call.reports) }),
    failedTries: 0,
    dueFor: "report-call",
    dueAt: atNextTick(now).toISOString(),
    wakes: "report-call",
  };
}

const surelyUnwritten = (reports: Call["reports"]): Call["reports"] =>
  Object.fromEntries(
    Object.entries(reports).map(([key, { unclear, ...report }]) => [
      key,
      unclear === true ? { ...report, begun: false } : report,
    ]),
  );

/** An operator has to fix a source or CRM first; the call itself can be read. */
const ofTargets: ReadonlySet<Reason> = new Set([
  "target-gone",
  "crm-refused",
  "report-unclear",
  "crm-access-refused",
  "crm-credentials-missing",
]);

/**
 * An operator said that CRMs which lack a parked result do not get it any more. CRMs that have it still get its late
 * parts, where the call can be read at all.
 * @param keys leads, or reports, that do not get it
 */
export function dropped(
  call: Call,
  keys: readonly string[],
  now: Date,
  retention: Retention | undefined,
): Call | undefined {
  if (call.state !== "parked" || retried(call, now) === undefined) return undefined;
  const next = { ...call, dropped: [...new Set([...(call.dropped ?? []), ...keys])] };
  if (call.reason !== undefined && ofTargets.has(call.reason)) return retried(next, now);
  return reported({ ...without(next, "lateReadAt"), lateReads: timing.lateParts.length }, now, retention);
}

/** An item that the bridge itself failed on, due again for the function that was to act on it. */
export function freed<T extends Lead | Call>(item: T, now: Date): T | undefined {
  if (item.faults === undefined || item.dueAt === undefined) return undefined;
  return { ...without<Lead | Call>(item, "faults"), dueAt: atNextTick(now).toISOString() } as T;
}
