import type { CallinglyClient } from "../../callingly/client.ts";
import { CallinglyError } from "../../callingly/error.ts";
import { redialOf, toCallResult } from "../../callingly/result.ts";
import type { Call as ToldByCallingly } from "../../callingly/schemas.ts";
import { momentsOf } from "../../callingly/time.ts";
import type { Account, Bridge } from "../../config/bridge.ts";
import * as calls from "../../lead/call/call.ts";
import { mayBeOlderThanDial } from "../../lead/call/evidence.ts";
import { noticeResult } from "../../lead/call/notice.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { callLetGo, outcomeKept, withoutPerson } from "../../lead/privacy/retention.ts";
import type { Reason } from "../../lead/reasons.ts";
import { callDoubted, folded, tieRefuted } from "../../lead/states.ts";
import { later, timing } from "../../lead/timing.ts";
import { BusyError, RejectedError, TransientError } from "../../runtime/errors.ts";
import { explainError } from "../../runtime/log.ts";
import { changeCall, changeLead } from "../../store/change.ts";
import type { AccountClocks } from "../account-clocks.ts";
import { Blocked } from "./blocked.ts";
import { LOOKS_WINDOW_MS, leadOfHint, worthOfHint } from "./limit-lookups.ts";
import { matchLead } from "./match-lead.ts";
import { type WriteDeps, type Writing, writeReports } from "./write-reports.ts";

/** Step 4: a call that changed is read from Callingly, matched to its lead, and written to the CRM. */

export interface ReportDeps extends WriteDeps {
  readonly bridge: Pick<Bridge, "account" | "source" | "crm" | "groupOf">;
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "getCall"> | undefined>;
  readonly clocks: AccountClocks;
  readonly newId: () => string;
  readonly measure: BridgeMeasure;
}

type Call = calls.Call;
type Key = Pick<Call, "account" | "callId">;

/** What a round of work came to. */
interface Turn {
  /** The call as we last wrote it. */
  readonly call: Call;
  /** Reports that reached their CRM; they did, whatever else happened to the call meanwhile. */
  readonly written: Call["reports"];
  readonly next: Next;
}
type Next = (current: Call) => Call;

const MAX_ROUNDS = 4;

/**
 * @param start the call as it was last written, or its key
 */
export async function reportCall(start: Call | Key, deps: ReportDeps): Promise<void> {
  let from: Call | Key = start;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const leaseId = deps.newId();
    const call = await changeCall(
      deps.store.calls,
      from,
      (current) => calls.taken(current, leaseId, deps.now()),
      (current) => current.leaseId === leaseId,
    );
    if (!call) return;
    const turn = await work(call, deps);
    const left = await changeCall(deps.store.calls, turn.call, (current) => finish(call, current, turn, deps.now()));
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
 * Notes what a round came to. Who lost the lease only adds what it wrote; a hint that came while we worked is newer
 * than what we read, so its work is still to be done.
 */
function finish(taken: Call, current: Call, { written, next }: Turn, now: Date): Call {
  const kept = { ...current, reports: { ...current.reports, ...written } };
  if (current.leaseId !== taken.leaseId) return kept;
  const { expiresAt, ...done } = next(kept);
  if (current.hintDigest !== taken.hintDigest)
    return { ...done, state: "hinted", dueFor: "report-call", dueAt: now.toISOString() };
  return { ...done, ...(expiresAt !== undefined && { expiresAt }) };
}

async function work(call: Call, deps: ReportDeps): Promise<Turn> {
  try {
    if (call.notice !== undefined) return await tellNotice(call, call.notice, deps);
    const worth = await worthOfHint(call, deps);
    if (worth !== "a look") return nothingWritten(call, overlooked(worth, deps));
    const read = await readCall(call, deps);
    const { told: byCallingly, mayStart } = read;
    const redial = redialOf(byCallingly.lead_retry, byCallingly.retry);
    const found = await matchLead(call, { ...read.result, mayStart, redial }, deps);
    const { lead, perhaps, refuted, isNamed } = found;
    if (refuted) await giveUpTie(refuted, call, deps);
    if (perhaps) return nothingWritten(call, await leftOpen(perhaps, call, deps));
    if (!lead) {
      return nothingWritten(call, (current) =>
        calls.unmatched(current, deps.now(), refuted ? "not-this-lead" : "not-ours"),
      );
    }
    const result = isNamed ? await learnFrom(lead, call, read, deps) : read.result;
    const told = await foldInto(lead, result, read.mayStart, deps);
    if (!result.final) return nothingWritten(call, (current) => stillRunning(current, deps));
    if (call.strippedAt !== undefined || told.strippedAt !== undefined) {
      return nothingWritten(call, (current) => outcomeKept(current, result, told, deps.now()));
    }
    return await report(call, result, told, deps);
  } catch (error) {
    const next = putOff(error, "callingly-unreachable", deps);
    const leadId = await leadOfHint(call, deps).catch(() => "perhaps");
    const isGone = error instanceof CallinglyError && error.status === 404;
    const lead =
      isGone && leadId !== undefined ? await deps.store.leads.find(leadId).catch(() => undefined) : undefined;
    if (isGone && (call.strippedAt ?? lead?.strippedAt) !== undefined) {
      return nothingWritten(call, (current) => callLetGo(current, lead, deps.now()));
    }
    if (isGone && lead?.callIdGuess === call.callId && (await isGivenUp(call, deps))) {
      await giveUpTie(lead, call, deps);
      return nothingWritten(call, (current) => calls.unmatched(current, deps.now(), "call-gone"));
    }
    if (call.hearsay !== true || leadId !== undefined) return nothingWritten(call, next);
    return nothingWritten(call, (current) =>
      calls.strangerNotRead(current, isGone ? "call-gone" : "not-read", deps.now()),
    );
  }
}

/** What Callingly's yes to a dial named was asked for long enough to know that it is no call. */
const isGivenUp = async (call: Call, { store, now }: ReportDeps): Promise<boolean> =>
  !calls.mayYetShow(call, now()) && (await store.leads.findByCall(call.account, call.callId)) === undefined;

/** Nobody is asked about a hint that came with very many others. That of a lead's call waits, any other is forgotten. */
const overlooked =
  (worth: "a later look" | "no look", { now }: ReportDeps): Next =>
  (current) =>
    worth === "no look"
      ? calls.unmatched(current, now(), "crowded-hints")
      : calls.postponed(current, { reason: "crowded-hints", retryAfterMs: LOOKS_WINDOW_MS }, now());

const nothingWritten = (call: Call, next: Next): Turn => ({ call, written: {}, next });

const stillRunning = (call: Call, { now }: ReportDeps): Call =>
  calls.postponed(call, { reason: "still-running" }, now());

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Read {
  readonly account: Account;
  /** As Callingly told it. */
  readonly told: ToldByCallingly;
  readonly result: calls.CallResult;
  /** As {@link ToldCall} has it. */
  readonly mayStart: readonly string[] | undefined;
  readonly at: Date;
}

async function readCall({ account: name, callId, refHint }: Call, deps: ReportDeps): Promise<Read> {
  const { bridge, callinglyFor, clocks, now } = deps;
  const account = bridge.account(name);
  const callingly = account && (await callinglyFor(account));
  if (!callingly) throw new Blocked("token-missing");
  const told = await callingly.getCall(callId);
  // Without a ref its time may decide whose it is.
  const reading = await clocks.readingOf(account, { fresh: refHint === undefined });
  const result = toCallResult(told, reading.zone);
  return { account, told, result, mayStart: momentsOf(told.started_at, reading), at: now() };
}

/** A call that only Callingly and we can name shows what the account's times mean: it began between our dial and now. */
async function learnFrom(lead: Lead, { toldAt }: Call, read: Read, { clocks }: ReportDeps): Promise<calls.CallResult> {
  const { account, told, at } = read;
  const dialledAt = lead.firstDialAt ?? lead.dial?.at;
  if (dialledAt !== undefined) {
    const witness = { callId: told.id, leadId: lead.id, restTime: told.started_at, dialledAt, readAt: at };
    await clocks.learn(account, { ...witness, ...(toldAt !== undefined && { toldAt }) });
  }
  return toCallResult(told, (await clocks.readingOf(account)).zone);
}

// ── fold ────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The way from Callingly's lead to ours is written first: a lead that says it is linked when it is not would never be.
 * @returns the lead that knows of the call
 */
async function foldInto(
  lead: Lead,
  result: calls.CallResult,
  mayStart: Read["mayStart"],
  { store, now }: ReportDeps,
): Promise<Lead> {
  const { callinglyLeadId: id } = result;
  if (id && id !== lead.callinglyLeadId) {
    await store.leads.link({ kind: "callingly-lead", account: lead.account, id }, lead.id);
  }
  return (
    (await changeLead(store.leads, lead, (current) =>
      folded(current, { ...result, isOlder: mayBeOlderThanDial(current, { ...result, mayStart }, now()) }, now()),
    )) ?? lead
  );
}

/** What a lead was thought to have rung is not its own call, and so proves nothing about it. */
async function giveUpTie({ id, account }: Lead, { callId }: Call, { store, now, log }: ReportDeps): Promise<void> {
  const next = await changeLead(store.leads, id, (current) => tieRefuted(current, callId, now()));
  log("warn", "tie refuted", { leadId: id, account, callId, state: next?.state, reason: next?.reason });
}

/**
 * Nobody is told of a call that may be older than its lead's dial. It is read again as long as that may be settled: hourly
 * while another call may still be heard of and settle it, then once a day, as a person takes their time.
 */
async function leftOpen(lead: Lead, { callId }: Call, { store, now, log }: ReportDeps): Promise<Next> {
  const next = await changeLead(store.leads, lead, (current) => callDoubted(current, now()));
  const { state } = next ?? lead;
  log("warn", "call in doubt", { leadId: lead.id, account: lead.account, callId, state });
  const isOpen = state === "dialing" || state === "unknown" || state === "review";
  if (!isOpen) return (current) => calls.unmatched(current, now(), "perhaps-ours");
  const heardOf = later(new Date(lead.dial?.at ?? lead.receivedAt), timing.watch);
  const retryAfterMs = now() < heardOf ? undefined : timing.reminder;
  return (current) => calls.postponed(current, { reason: "perhaps-ours", retryAfterMs }, now());
}

// ── report ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function report(call: Call, result: calls.CallResult, lead: Lead, deps: ReportDeps): Promise<Turn> {
  const { call: current, written, failures, remains } = await writeReports(call, result, lead, deps);
  return { call: current, written, next: nextAfter(failures, remains, lead, deps) };
}

/** While one CRM may still take the result, the call is tried again; it waits for a person only when none will. */
function nextAfter(
  failures: readonly unknown[],
  remains: Writing["remains"],
  { retention }: Lead,
  deps: ReportDeps,
): Next {
  const [failure] = [...failures.filter((each) => each instanceof TransientError), ...failures];
  if (remains === "lost") return (current) => current;
  if (remains === "newer") return (current) => calls.again(current, deps.now());
  if (failure !== undefined) return putOff(failure, "crm-unreachable", deps);
  if (remains === "more") return (current) => calls.postponed(current, { reason: "more-to-write" }, deps.now());
  return (current) => calls.reported(current, deps.now(), retention);
}

/** What is to be told of a lead without a call stands on the lead; nobody is asked. */
async function tellNotice(call: Call, reason: Reason, deps: ReportDeps): Promise<Turn> {
  const found = call.leadId === undefined ? undefined : await deps.store.leads.find(call.leadId);
  // Of who asked to be forgotten nothing more goes out, not even with the word that says so.
  const lead = found && reason === "forgotten" ? withoutPerson(found, deps.now()) : found;
  if (!lead) return nothingWritten(call, (current) => calls.unmatched(current, deps.now()));
  return report(call, noticeResult(call.callId, reason, lead), lead, deps);
}

// ── when it does not go on ──────────────────────────────────────────────────────────────────────────────────────

/** What an error means for the call: wait for somebody to mend something, or try again later. */
function putOff(error: unknown, unreachable: Reason, { now, log }: ReportDeps): Next {
  const park =
    (reason: Reason, detail: string): Next =>
    (current) =>
      calls.parked(current, reason, detail, now());
  const retry =
    (reason: Reason, detail: string, retryAfterMs?: number): Next =>
    (current) =>
      calls.postponed(current, { reason, detail, retryAfterMs }, now());

  const parkForToken =
    (reason: Reason, detail: string): Next =>
    (current) =>
      calls.parkedForToken(current, reason, detail, now());
  const notShown =
    (detail: string): Next =>
    (current) =>
      calls.mayYetShow(current, now())
        ? calls.postponed(current, { reason: "not-shown-yet", detail }, now())
        : calls.parked(current, "call-gone", detail, now());

  if (error instanceof Blocked)
    return (error.reason === "token-missing" ? parkForToken : park)(error.reason, error.detail);
  if (error instanceof RejectedError) {
    return park(error.status === 401 ? "crm-access-refused" : "crm-refused", explainError(error));
  }
  if (error instanceof BusyError) return retry("crm-busy", explainError(error), error.retryAfterMs);
  if (error instanceof TransientError) return retry(unreachable, explainError(error), error.retryAfterMs);
  if (error instanceof CallinglyError) {
    if (error.status === 404) return notShown(explainError(error));
    if (error.status === 401 || error.status === 403) return parkForToken("token-refused", explainError(error));
    return retry(unreachable, explainError(error), error.retryAfterMs);
  }
  log("error", "bug", { error });
  return retry("bridge-fault", explainError(error));
}
