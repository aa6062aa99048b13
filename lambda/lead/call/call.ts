import { hash } from "node:crypto";
import * as z from "zod/mini";
import { cutText } from "../../runtime/text.ts";
import { countedAsFailed } from "../faults.ts";
import { Instant, itemFields } from "../item.ts";
import { leadOutcomes, RecordSchema, type Retention } from "../lead.ts";
import { callEnds, payloadEnds } from "../move.ts";
import { reasons } from "../reasons.ts";
import { later, nth, timing } from "../timing.ts";
import { without, withoutWait } from "../wait.ts";

/** What Callingly made of a dial, and how far its result got. One lead can have several calls. */

export const callStates = ["hinted", "verified", "reported", "parked", "unmatched"] as const;

/** One call's result: always read from Callingly with our own token, never taken from a webhook. */
export const CallResultSchema = z.object({
  callId: z.string(),
  /** How the attempt went, as Callingly names it, e.g. `completed`, `missed`, `busy`; an open set. */
  status: z.optional(z.string()),
  outcome: z.optional(z.enum(leadOutcomes)),
  /** The call has ended; only recording and transcript can still appear. */
  final: z.boolean(),
  direction: z.optional(z.string()),
  startedAt: z.optional(Instant),
  /** Nobody's phone rang for it: the team was closed, and does not call later. */
  unrung: z.optional(z.boolean()),
  /** Length of the talk in seconds. */
  seconds: z.number(),
  /** The lead's number in E.164. */
  phone: z.optional(z.string()),
  fromPhone: z.optional(z.string()),
  agent: z.optional(z.object({ name: z.optional(z.string()), email: z.optional(z.string()) })),
  team: z.optional(z.string()),
  /** Callingly's number of the team. */
  teamId: z.optional(z.string()),
  /** Counts Callingly's own redials of the lead, from 1. */
  attempt: z.optional(z.number()),
  recordingUrl: z.optional(z.string()),
  transcript: z.optional(z.string()),
  tag: z.optional(z.string()),
  callinglyLeadId: z.optional(z.string()),
  error: z.optional(z.string()),
  /** Instead of a call: why there was none, or why nothing is known of it. */
  remark: z.optional(z.string()),
});
export type CallResult = z.infer<typeof CallResultSchema>;

/**
 * The stored part of a result. A transcript is long, and a worker that reports it reads the call again: here it is
 * enough to know that there is one, so that nothing waits for it.
 */
const KeptResultSchema = z.extend(z.omit(CallResultSchema, { transcript: true }), {
  hasTranscript: z.optional(z.boolean()),
});
export type KeptResult = z.infer<typeof KeptResultSchema>;

export const keptResult = ({ transcript, ...result }: CallResult): KeptResult => ({
  ...result,
  ...(transcript !== undefined && { hasTranscript: true }),
});

/** One lead's record in one CRM, as far as this call is concerned. */
const ReportSchema = z.object({
  /** A write was begun: the activity may exist even if its id is unknown. */
  begun: z.boolean(),
  activityId: z.optional(z.string()),
  /** The record that was written on, where the connector had to find or make it. */
  record: z.optional(RecordSchema),
  /** The CRM may hold the activity and cannot be asked: an operator looks there and says whether it is to be written. */
  unclear: z.optional(z.boolean()),
  /** Fingerprint of what was last written. */
  digest: z.optional(z.string()),
});
export type Report = z.infer<typeof ReportSchema>;

export const CallSchema = z.object({
  ...itemFields,
  callId: z.string(),
  state: z.enum(callStates),
  hintedAt: Instant,
  /** Fingerprint of the last hint: its repeats change nothing. */
  hintDigest: z.string(),
  /** The `ref` that the last hint named which named a lead. Not believed until the call itself fits the lead. */
  refHint: z.optional(z.number()),
  /** Instead of a ref: the lead for whose sake we asked about the call ourselves. Not believed either. */
  leadHint: z.optional(z.string()),
  /** The last hint came from outside and is unverified, so look-ups for such hints are limited. */
  hearsay: z.optional(z.boolean()),
  /** The last hint came from outside and named no ref. */
  nameless: z.optional(z.boolean()),
  /** When the call started, as a hint claimed. Only compared with what Callingly says when asked. */
  toldAt: z.optional(Instant),
  /** No call at all: the CRM is sent the reason why the lead was not called, or what is unknown. */
  notice: z.optional(z.enum(reasons)),
  /** Tells two readers of the same moment apart. */
  leaseId: z.optional(z.string()),
  leaseUntil: z.optional(Instant),
  leadId: z.optional(z.string()),
  result: z.optional(KeptResultSchema),
  /** By `{lead id}/{crm}`; see {@link reportKey}. */
  reports: z.record(z.string(), ReportSchema),
  /** What an operator excluded from reporting: a lead's id, or the key of a report. */
  dropped: z.optional(z.array(z.string())),
  /** Reads after the end, for the recording and transcript. */
  lateReads: z.number(),
  /** When the last of them is planned; news of the call before then does not use it up. */
  lateReadAt: z.optional(Instant),
});
export type Call = z.infer<typeof CallSchema>;
export type CallState = Call["state"];

export const resultDigest = (value: unknown): string => hash("sha256", JSON.stringify(value), "base64url").slice(0, 22);

type Waiting = { readonly at: Date; readonly reason?: Call["reason"]; readonly detail?: string | undefined };

/** The call after a move: no lease, no reason, no due time and no expiry but those given. */
export const written = (call: Call, change: Partial<Call>, waiting: Waiting | undefined): Call => ({
  ...withoutWait(call),
  ...change,
  ...(waiting?.reason && { reason: waiting.reason }),
  ...(waiting?.detail && { detail: cutText(waiting.detail, 300) }),
  ...(waiting && { dueFor: "report-call" as const, dueAt: waiting.at.toISOString() }),
});

export const forgottenAt = (now: Date, ms: number): number => Math.floor(later(now, ms).getTime() / 1000);

/** A worker may begin with a call that is due, or that was hinted at and wakes it, while no other holds it. */
export function awaitsReport({ dueFor, dueAt, wakes, leaseUntil }: Call, now: Date): boolean {
  const isDue =
    dueFor === "report-call" && dueAt !== undefined && Date.parse(dueAt) <= now.getTime() + timing.workersApart;
  const isHeld = leaseUntil !== undefined && leaseUntil > now.toISOString();
  return (isDue || wakes === "report-call") && !isHeld;
}

/**
 * A worker died over the call, holding it or before it could: the attempt is counted before the next one begins, so that
 * a call that kills its worker does so less and less often.
 * @returns undefined when nothing speaks for that
 */
export function afterDeath(call: Call, now: Date): Call | undefined {
  const isOverdue = call.dueAt !== undefined && now.getTime() - Date.parse(call.dueAt) >= timing.stumbleAfter;
  if (call.leaseUntil === undefined && !isOverdue) return undefined;
  const free = without(call, "wakes", "leaseId", "leaseUntil", "expiresAt");
  // The index remembers it from now on, whether or not it had a place there.
  return { ...countedAsFailed(free, "report-call", now), dueFor: "report-call" };
}

/** A worker's hold on a call, while it writes to CRMs. */
export interface Hold {
  readonly leaseId: string;
  /** Its lead is looked after in case the worker dies; else the table finds the call again when the lease has run out. */
  readonly isWatched: boolean;
  readonly now: Date;
}

/** The result could not be read or written yet: try again later, for the reason given. */
export function postponed(
  call: Call,
  waiting: { reason: NonNullable<Call["reason"]>; detail?: string; retryAfterMs?: number | undefined },
  now: Date,
): Call {
  const pause = Math.max(nth(timing.reportRetry, call.failedTries), waiting.retryAfterMs ?? 0);
  return written(call, { failedTries: call.failedTries + 1 }, { ...waiting, at: later(now, pause) });
}

/**
 * The call was read and belongs to a lead, from now on to no other. Reports that are about to be written are marked as
 * begun, and one worker holds the call.
 */
export function verified(
  call: Call,
  result: CallResult,
  leadId: string,
  begin: readonly string[],
  { leaseId, isWatched, now }: Hold,
): Call {
  const begun = begin.map((key) => [key, { ...call.reports[key], begun: true }] as const);
  const reports = { ...call.reports, ...Object.fromEntries(begun) };
  const leaseUntil = later(now, timing.reportLease).toISOString();
  return {
    ...without(call, "wakes", "expiresAt"),
    ...(call.dueAt === undefined && !isWatched && { dueFor: "report-call", dueAt: leaseUntil }),
    state: "verified",
    result: keptResult(result),
    leadId,
    reports,
    leaseId,
    leaseUntil,
  };
}

/** The call belongs to none of our leads (any more), as far as is known: nothing of a person is kept with it. */
export const unmatched = (call: Call, now: Date, reason: StrangerReason = "not-ours"): Call => ({
  ...written(
    without(call, "result"),
    { state: "unmatched", expiresAt: forgottenAt(now, timing.strangerMemory) },
    undefined,
  ),
  reason,
});

/** Why nothing more is done about a call that is tied to no lead. */
export type StrangerReason = "not-ours" | "not-this-lead" | "perhaps-ours" | "call-gone" | "crowded-hints" | "not-read";

const MAX_STRANGER_TRIES = 5;

/**
 * A call that could not be read, that only unverified hints name, and that no lead is tied to: made-up ids must neither
 * be looked up for ever nor kept. One of ours that is given up by mistake is found by its lead's own look-ups and by
 * the nightly comparison.
 */
export const strangerNotRead = (call: Call, reason: "call-gone" | "not-read", now: Date): Call =>
  call.failedTries + 1 >= MAX_STRANGER_TRIES ? unmatched(call, now, reason) : postponed(call, { reason }, now);

/** There is more to do at once. */
export const again = (call: Call, now: Date): Call => written(call, {}, { at: now });

/**
 * An operator has to fix something before the result can be written everywhere. A CRM that has it already does not wait
 * for the recording and transcript.
 */
export function parked(call: Call, reason: NonNullable<Call["reason"]>, detail: string, now: Date): Call {
  const reminder = later(now, timing.reminder);
  const isKnown = Object.values(call.reports).some(({ digest }) => digest !== undefined);
  const late = isKnown ? nextLateRead(call, now) : undefined;
  const isEarlier = late !== undefined && new Date(late.lateReadAt) < reminder;
  const change = { state: "parked" as const, ...(isEarlier && late) };
  return written(call, change, { reason, detail, at: isEarlier ? new Date(late.lateReadAt) : reminder });
}

/** As {@link parked}, for a token that was refused or is missing: once it is fixed, the result follows within minutes. */
export const parkedForToken = (call: Call, reason: NonNullable<Call["reason"]>, detail: string, now: Date): Call =>
  written(
    call,
    { state: "parked", failedTries: call.failedTries + 1 },
    { reason, detail, at: later(now, nth(timing.tokenRetry, call.failedTries)) },
  );

/** Whether a call that Callingly does not show was hinted at so recently that it may yet appear. */
export const mayYetShow = ({ hintedAt }: Call, now: Date): boolean =>
  now.getTime() - Date.parse(hintedAt) < timing.goneAfter;

/**
 * Everything known so far has reached the CRM. Comes back for the recording and transcript where they are missing.
 * @param isListed its lead lists it: then its personal data is erased with the lead's, else on a day of its own
 */
export function reported(call: Call, now: Date, retention?: Retention, isListed = false): Call {
  const change = { state: "reported" as const, failedTries: 0 };
  const reason = call.dropped && ("dropped" as const);
  const late = nextLateRead(call, now);
  if (late) return written(call, { ...change, ...late }, { at: new Date(late.lateReadAt), reason });
  const erasing = isListed ? {} : { dueFor: "reconcile" as const, dueAt: payloadEnds(retention, now) };
  const over = written(call, { ...change, ...erasing, expiresAt: callEnds(retention, now) }, undefined);
  return { ...over, ...(reason && { reason }) };
}

/**
 * When a call whose recording or transcript is missing is read for them again; undefined when that is over. A reading that
 * is still to come stays the next: a call of which much is told at once would use all of them up in its first minute.
 */
function nextLateRead({ result, lateReads, lateReadAt }: Call, now: Date): LateRead | undefined {
  const isMissing = result !== undefined && result.seconds > 0 && !(result.recordingUrl && result.hasTranscript);
  if (!isMissing) return undefined;
  if (lateReadAt !== undefined && lateReadAt > now.toISOString()) return { lateReads, lateReadAt };
  const pause = timing.lateParts[lateReads];
  return pause === undefined ? undefined : { lateReads: lateReads + 1, lateReadAt: later(now, pause).toISOString() };
}

interface LateRead {
  readonly lateReads: number;
  readonly lateReadAt: string;
}
