import { CallinglyError } from "../../callingly/error.ts";
import { redialOf } from "../../callingly/result.ts";
import type { Bridge } from "../../config/bridge.ts";
import { type Call, type CallResult, mayYetShow, taken } from "../../lead/call/call.ts";
import { movedOn, type Next } from "../../lead/call/next.ts";
import { noticeResult } from "../../lead/call/notice.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { withoutPerson } from "../../lead/privacy/retention.ts";
import type { Reason } from "../../lead/reasons.ts";
import { TransientError } from "../../runtime/errors.ts";
import { changeCall } from "../../store/change.ts";
import { afterError } from "./after-error.ts";
import { LOOKS_WINDOW_MS, leadOfHint, limitLookups } from "./limit-lookups.ts";
import { matchLead } from "./match-lead.ts";
import { learnFrom, type ReadDeps, readCall } from "./read-call.ts";
import { foldInto, giveUpTie, leaveOpen } from "./tell-lead.ts";
import { type WriteDeps, type Writing, writeReports } from "./write-reports.ts";

/** Step 4: a call that changed is read from Callingly, matched to its lead, and written to the CRM. */

export interface ReportDeps extends WriteDeps, ReadDeps {
  readonly bridge: Pick<Bridge, "account" | "source" | "crm" | "groupOf">;
  readonly newId: () => string;
  readonly measure: BridgeMeasure;
}

type Key = Pick<Call, "account" | "callId">;

/** The outcome of a round of work. */
interface Round {
  /** The call as we last wrote it. */
  readonly call: Call;
  /** Reports that reached their CRM, whatever else happened to the call meanwhile. */
  readonly written: Call["reports"];
  readonly next: Next;
}

const MAX_ROUNDS = 4;

/**
 * @param start the call as it was last written, or its key
 */
export async function reportCall(start: Call | Key, deps: ReportDeps): Promise<void> {
  let from: Call | Key = start;
  for (let count = 0; count < MAX_ROUNDS; count += 1) {
    const leaseId = deps.newId();
    const call = await changeCall(
      deps.store.calls,
      from,
      (current) => taken(current, leaseId, deps.now()),
      (current) => current.leaseId === leaseId,
    );
    if (!call) return;
    const round = await work(call, deps);
    const left = await changeCall(deps.store.calls, round.call, (current) => finish(call, current, round, deps.now()));
    if (left?.state === "parked" && call.state !== "parked") deps.measure({ Parked: 1 });
    deps.log("info", "call handled", {
      account: start.account,
      callId: start.callId,
      state: left?.state,
      reason: left?.reason,
      leadId: left?.leadId,
    });
    if (left?.dueAt === undefined || left.dueAt > deps.now().toISOString()) return;
    from = left;
  }
}

/**
 * Stores the outcome of a round. A worker that lost the lease only adds the reports that it wrote; a hint that came
 * meanwhile is newer than the answer that was read, so its work is still to be done.
 */
function finish(start: Call, current: Call, { written, next }: Round, now: Date): Call {
  const kept = { ...current, reports: { ...current.reports, ...written } };
  if (current.leaseId !== start.leaseId) return kept;
  const { expiresAt, ...done } = movedOn(kept, next, now);
  if (current.hintDigest !== start.hintDigest)
    return { ...done, state: "hinted", dueFor: "report-call", dueAt: now.toISOString() };
  return { ...done, ...(expiresAt !== undefined && { expiresAt }) };
}

async function work(call: Call, deps: ReportDeps): Promise<Round> {
  try {
    const found = await newsOf(call, deps);
    if (found.kind !== "news") return { call, written: {}, next: found };
    const writing = await writeReports(call, found.result, found.lead, deps);
    return { call: writing.call, written: writing.written, next: nextAfter(writing, found.lead, deps) };
  } catch (error) {
    return { call, written: {}, next: await afterFailure(error, call, deps) };
  }
}

/** What is to be reported of a call's lead. */
interface News {
  readonly kind: "news";
  readonly result: CallResult;
  readonly lead: Lead;
}

/** @returns the call's next state where there is nothing to report */
async function newsOf(call: Call, deps: ReportDeps): Promise<News | Next> {
  if (call.notice !== undefined) return newsOfNotice(call, call.notice, deps);
  const lookup = await limitLookups(call, deps);
  // Callingly is not asked about a hint that came with very many others. A hint about a lead's call waits, any other is
  // dropped.
  if (lookup === "never") return { kind: "unmatched", reason: "crowded-hints" };
  if (lookup === "later") return { kind: "postponed", reason: "crowded-hints", retryAfterMs: LOOKS_WINDOW_MS };
  const read = await readCall(call, deps);
  const { told: byCallingly, mayStart } = read;
  const redial = redialOf(byCallingly.lead_retry, byCallingly.retry);
  const { lead, perhaps, refuted, isNamed } = await matchLead(call, { ...read.result, mayStart, redial }, deps);
  if (refuted) await giveUpTie(refuted, call, deps);
  if (perhaps) return leaveOpen(perhaps, call, deps);
  if (!lead) return { kind: "unmatched", reason: refuted ? "not-this-lead" : "not-ours" };
  const result = isNamed ? await learnFrom(lead, call, read, deps) : read.result;
  const told = await foldInto(lead, result, mayStart, deps);
  if (!result.final) return { kind: "postponed", reason: "still-running" };
  const isStripped = call.strippedAt !== undefined || told.strippedAt !== undefined;
  return isStripped ? { kind: "outcome kept", result, lead: told } : { kind: "news", result, lead: told };
}

/** The notice of a lead without a call stands on the lead; Callingly is not asked. */
async function newsOfNotice({ callId, leadId }: Call, reason: Reason, deps: ReportDeps): Promise<News | Next> {
  const found = leadId === undefined ? undefined : await deps.store.leads.find(leadId);
  // Nothing more is sent of a person who asked to be forgotten, not even the notice that says so.
  const lead = found && reason === "forgotten" ? withoutPerson(found, deps.now()) : found;
  return lead
    ? { kind: "news", result: noticeResult(callId, reason, lead), lead }
    : { kind: "unmatched", reason: "not-ours" };
}

/** While one CRM may still take the result, the call is tried again; it waits for an operator only when none will. */
function nextAfter({ failures, remains }: Writing, { retention }: Lead, { log }: ReportDeps): Next {
  const [failure] = [...failures.filter((each) => each instanceof TransientError), ...failures];
  if (remains === "lost") return { kind: "left to others" };
  if (remains === "newer") return { kind: "again" };
  if (failure !== undefined) return afterError(failure, "crm-unreachable", log);
  if (remains === "more") return { kind: "postponed", reason: "more-to-write" };
  return { kind: "reported", retention };
}

/** The call could not be read, or the table failed. */
async function afterFailure(error: unknown, call: Call, deps: ReportDeps): Promise<Next> {
  const { leads } = deps.store;
  const next = afterError(error, "callingly-unreachable", deps.log);
  const isGone = error instanceof CallinglyError && error.status === 404;
  const tie = await leadOfHint(call, deps).then(
    (leadId) => ({ leadId, isRead: true }),
    () => ({ leadId: undefined, isRead: false }),
  );
  const lead = isGone && tie.leadId !== undefined ? await leads.find(tie.leadId).catch(() => undefined) : undefined;
  if (isGone && (call.strippedAt ?? lead?.strippedAt) !== undefined) return { kind: "let go", lead };
  if (isGone && lead?.callIdGuess === call.callId && (await isGivenUp(call, deps))) {
    await giveUpTie(lead, call, deps);
    return { kind: "unmatched", reason: "call-gone" };
  }
  // Where even the tie could not be read, it may be a lead's.
  const isStranger = call.hearsay === true && tie.isRead && tie.leadId === undefined;
  return isStranger ? { kind: "stranger not read", reason: isGone ? "call-gone" : "not-read" } : next;
}

/** The id in Callingly's yes to a dial was looked up long enough to know that it is no call. */
const isGivenUp = async (call: Call, { store, now }: ReportDeps): Promise<boolean> =>
  !mayYetShow(call, now()) && (await store.leads.findByCall(call.account, call.callId)) === undefined;
