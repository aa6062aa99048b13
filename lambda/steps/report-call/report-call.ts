import { CallinglyError } from "../../callingly/error.ts";
import { redialOf } from "../../callingly/result.ts";
import type { Bridge } from "../../config/bridge.ts";
import { afterDeath, awaitsReport, type Call, type CallResult, mayYetShow } from "../../lead/call/call.ts";
import { movedOn, type Next } from "../../lead/call/next.ts";
import { noticeResult } from "../../lead/call/notice.ts";
import { watches } from "../../lead/call/watched.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import { withoutPerson } from "../../lead/privacy/retention.ts";
import { everywhere } from "../../lead/privacy/suppression.ts";
import type { Reason } from "../../lead/reasons.ts";
import { later, timing } from "../../lead/timing.ts";
import { TransientError } from "../../runtime/errors.ts";
import { changeCall } from "../../store/change.ts";
import type { OptOutOf } from "../opt-out.ts";
import { afterError } from "./after-error.ts";
import { LOOKS_WINDOW_MS, leadKnownOf, limitLookups, namesOurRef, type OwnLooks } from "./limit-lookups.ts";
import { matchLead } from "./match-lead.ts";
import { learnFrom, type Read, type ReadDeps, readCall } from "./read-call.ts";
import { foldInto, foldLast, giveUpTie, leaveOpen, withResult } from "./tell-lead.ts";
import { type Begun, beginReports, type WriteDeps, type Writing, writeReports } from "./write-reports.ts";

/** Step 4: a call that changed is read from Callingly, matched to its lead, and written to the CRM. */

export interface ReportDeps extends WriteDeps, ReadDeps {
  readonly bridge: Pick<Bridge, "account" | "source" | "crm" | "groupOf">;
  readonly newId: () => string;
  /** Calls that this process is working on, so that a second wake-up for one of them is left to the first. */
  readonly underWay: Map<string, UnderWay>;
  readonly optOut: OptOutOf;
  /** What this process has looked for. */
  readonly looks: OwnLooks;
  readonly measure: BridgeMeasure;
}

interface UnderWay {
  /** A run that has not ended by then never will. */
  readonly until: Date;
  isWokenAgain: boolean;
}

type Key = Pick<Call, "account" | "callId">;

const MAX_ROUNDS = 4;

/**
 * @param start the call as it was last written, or its key
 */
export async function reportCall(start: Call | Key, deps: ReportDeps): Promise<void> {
  const { underWay, now } = deps;
  const { account, callId } = start;
  const name = `${account} ${callId}`;
  const first = underWay.get(name);
  if (first && first.until > now()) {
    first.isWokenAgain = true;
    return;
  }
  const own = { until: later(now(), timing.reportLease), isWokenAgain: false };
  underWay.set(name, own);
  let from: Call | Key = start;
  try {
    do {
      own.isWokenAgain = false;
      await workUntilDone(from, deps);
      from = { account, callId };
    } while (own.isWokenAgain);
  } finally {
    if (underWay.get(name) === own) underWay.delete(name);
  }
}

async function workUntilDone(start: Call | Key, deps: ReportDeps): Promise<void> {
  const { account, callId } = start;
  let from: Call | Key = start;
  for (let count = 0; count < MAX_ROUNDS; count += 1) {
    const call = await takeUp(from, deps);
    if (!call) return;
    const left = await work(call, deps);
    if (left?.state === "parked" && call.state !== "parked") deps.measure({ Parked: 1 });
    const { state, reason, leadId } = left ?? {};
    deps.log("info", "call handled", { account, callId, state, reason, leadId });
    if (left && (left.dueAt === undefined || left.dueAt > deps.now().toISOString())) return;
    // Where somebody wrote it while it was read, it may have to be read again.
    from = left ?? { account, callId };
  }
}

/**
 * Reading twice does no harm, so nothing is written before there is something to write; but where a worker died over
 * the call, the attempt is counted first.
 */
async function takeUp(from: Call | Key, { store: { calls }, now }: ReportDeps): Promise<Call | undefined> {
  const call = "state" in from ? from : await calls.find(from.account, from.callId);
  if (!call || !awaitsReport(call, now())) return undefined;
  if (!afterDeath(call, now())) return call;
  return changeCall(calls, call, (current) =>
    awaitsReport(current, now()) ? (afterDeath(current, now()) ?? current) : undefined,
  );
}

/** @returns the call as it was left; undefined when another worker has it */
async function work(call: Call, deps: ReportDeps): Promise<Call | undefined> {
  let found: News | Next;
  let report: Report | undefined;
  try {
    found = await newsOf(call, deps);
    if (found.kind === "news" && found.result.final) report = await beginReport(call, found, deps);
  } catch (error) {
    return close(call, await afterFailure(error, call, deps), {}, deps);
  }
  if (found.kind !== "news") return close(call, found, {}, deps);
  if (!found.result.final) return waitForEnd(call, found, deps);
  return report && carryOut(report, deps);
}

/** The call goes on: it is tied to its lead, which may learn by it that it rang. */
async function waitForEnd(call: Call, news: News, deps: ReportDeps): Promise<Call | undefined> {
  const left = await close(call, { kind: "postponed", reason: "still-running", leadId: news.lead.id }, {}, deps);
  if (left) await foldInto(news, deps);
  return left;
}

/**
 * How a result reaches its lead. One that is looked after in case this worker dies learns of it last, so that the look is
 * the call's memory; else the table remembers the call until all is written, and the lead learns of it first.
 */
interface Report extends Begun {
  readonly news: News;
  /** The lead once it knows of the result. */
  readonly told: Lead;
  readonly learns: "first" | "last" | "never";
}

/** @returns undefined when another worker has the call */
async function beginReport(call: Call, news: News, deps: ReportDeps): Promise<Report | undefined> {
  const isNotice = call.notice !== undefined;
  const isWatched = !isNotice && watches(news.lead, call, deps.now());
  const told = isNotice ? news.lead : withResult(news, deps.now());
  const hold = { leaseId: deps.newId(), isWatched, now: deps.now() };
  const begun = await beginReports(call, news.result, told, hold, deps);
  return begun && { ...begun, news, told, learns: isNotice ? "never" : isWatched ? "last" : "first" };
}

async function carryOut({ news, told, learns, ...begun }: Report, deps: ReportDeps): Promise<Call | undefined> {
  const fold = { first: () => foldInto(news, deps), last: undefined, never: async () => undefined }[learns];
  const writing = await writeReports(begun, told, fold, deps);
  const left = await close(writing.call, nextAfter(writing, told, deps), writing.written, deps);
  return left && learns === "last" ? foldLast(news, told, left, deps) : left;
}

/**
 * Stores the outcome of a round. A worker that has lost the call to another only adds the reports that it wrote; a hint
 * that came meanwhile is newer than the answer that was read, so its work is still to be done.
 */
const close = (
  start: Call,
  next: Next,
  written: Call["reports"],
  { store, now }: ReportDeps,
): Promise<Call | undefined> =>
  changeCall(store.calls, start, (current) => {
    const kept = { ...current, reports: { ...current.reports, ...written } };
    const isNewer = current.hintDigest !== start.hintDigest;
    const isLost =
      current.leaseId !== start.leaseId || (start.leaseId === undefined && !isNewer && isOther(current, start));
    if (isLost) return Object.keys(written).length > 0 ? kept : undefined;
    const { expiresAt, ...done } = movedOn(kept, next, now());
    if (isNewer) return { ...done, state: "hinted", dueFor: "report-call", dueAt: now().toISOString() };
    return { ...done, ...(expiresAt !== undefined && { expiresAt }) };
  });

/** Whether it was written since. */
const isOther = (current: Call, start: Call): boolean => current.revision !== start.revision;

/** What is to be reported of a call's lead. */
interface News {
  readonly kind: "news";
  readonly result: CallResult;
  /** As it is before it learns of the result. */
  readonly lead: Lead;
  readonly mayStart: Read["mayStart"];
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
  await takeRemoval(call, read, deps);
  const { told: byCallingly, mayStart } = read;
  const redial = redialOf(byCallingly.lead_retry, byCallingly.retry);
  const { lead, perhaps, refuted, isNamed } = await matchLead(call, { ...read.result, mayStart, redial }, deps);
  if (refuted) await giveUpTie(refuted, call, deps);
  if (perhaps) return leaveOpen(perhaps, call, deps);
  if (!lead) return { kind: "unmatched", reason: refuted ? "not-this-lead" : "not-ours" };
  const result = isNamed ? await learnFrom(lead, call, read, deps) : read.result;
  const news = { kind: "news", result, lead, mayStart } as const;
  const isStripped = call.strippedAt !== undefined || lead.strippedAt !== undefined;
  if (!isStripped || !result.final) return news;
  return { kind: "outcome kept", result, lead: await foldInto(news, deps) };
}

/**
 * Who asked the agent is called by nobody any more, whosever the call is. Once it is noted on the call, the call says it no
 * more: an operator may have taken the word back since.
 */
async function takeRemoval(call: Call, { result }: Read, { optOut }: ReportDeps): Promise<void> {
  const { outcome, phone } = result;
  if (outcome !== "removed" || phone === undefined || call.result?.outcome === "removed") return;
  await optOut({ phones: [phone], emails: [] }, { way: "removed", scope: everywhere, by: call.account });
}

/** The notice of a lead without a call stands on the lead; Callingly is not asked. */
async function newsOfNotice({ callId, leadId }: Call, reason: Reason, deps: ReportDeps): Promise<News | Next> {
  const found = leadId === undefined ? undefined : await deps.store.leads.find(leadId);
  // Nothing more is sent of a person who asked to be forgotten, not even the notice that says so.
  const lead = found && reason === "forgotten" ? withoutPerson(found, deps.now()) : found;
  return lead
    ? { kind: "news", result: noticeResult(callId, reason, lead), lead, mayStart: undefined }
    : { kind: "unmatched", reason: "not-ours" };
}

/** While one CRM may still take the result, the call is tried again; it waits for an operator only when none will. */
function nextAfter({ call, failures, remains }: Writing, { retention, calls }: Lead, { log }: ReportDeps): Next {
  const [failure] = [...failures.filter((each) => each instanceof TransientError), ...failures];
  if (remains === "newer") return { kind: "again" };
  if (failure !== undefined) return afterError(failure, "crm-unreachable", log);
  if (remains === "more") return { kind: "postponed", reason: "more-to-write" };
  return { kind: "reported", retention, isListed: calls.includes(call.callId) };
}

/** The call could not be read, or the table failed. */
async function afterFailure(error: unknown, call: Call, deps: ReportDeps): Promise<Next> {
  const { leads } = deps.store;
  const next = afterError(error, "callingly-unreachable", deps.log);
  const isGone = error instanceof CallinglyError && error.status === 404;
  const leadId = leadKnownOf(call);
  const lead = isGone && leadId !== undefined ? await leads.find(leadId).catch(() => undefined) : undefined;
  if (isGone && (call.strippedAt ?? lead?.strippedAt) !== undefined) return { kind: "let go", lead };
  if (isGone && lead?.callIdGuess === call.callId && isGivenUp(call, deps.now())) {
    await giveUpTie(lead, call, deps);
    return { kind: "unmatched", reason: "call-gone" };
  }
  if (call.hearsay !== true || leadId !== undefined) return next;
  // Whose it was only its phone would tell. One of ours is found by its lead's own look-ups and the nightly comparison.
  if (isGone && !mayYetShow(call, deps.now())) return { kind: "unmatched", reason: "call-gone" };
  // Where even the token could not be read, the ref may be a lead's.
  const isStranger = !(await namesOurRef(call, deps).catch(() => call.refHint !== undefined));
  return isStranger ? { kind: "stranger not read", reason: isGone ? "call-gone" : "not-read" } : next;
}

/** The id in Callingly's yes to a dial was looked up long enough to know that it is no call. */
const isGivenUp = (call: Call, now: Date): boolean => !mayYetShow(call, now) && call.leadId === undefined;
