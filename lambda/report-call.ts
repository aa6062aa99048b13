import type { CallinglyClient } from "./callingly/client.ts";
import { CallinglyError } from "./callingly/error.ts";
import { toCallResult } from "./callingly/result.ts";
import type { Account, Bridge, Crm } from "./config/bridge.ts";
import type { CrmHttp } from "./connectors/crm-http.ts";
import * as calls from "./lead/call.ts";
import { belongsTo } from "./lead/evidence.ts";
import type { Lead } from "./lead/lead.ts";
import type { Reason } from "./lead/reasons.ts";
import { folded } from "./lead/states.ts";
import { RejectedError, TransientError } from "./runtime/errors.ts";
import { describeError, type Log } from "./runtime/log.ts";
import { changeCall, changeLead } from "./store/change.ts";
import type { Store } from "./store/store.ts";

/** Step 4: a call that changed is read from Callingly, matched to its lead, and written to the CRM. */

export interface ReportDeps {
  readonly bridge: Pick<Bridge, "account" | "source" | "crm">;
  readonly store: Store;
  readonly callinglyFor: (account: Account) => Promise<Pick<CallinglyClient, "getCall"> | undefined>;
  /** Undefined when the secret has no credentials that fit the CRM. */
  readonly openCrm: (crm: Crm) => Promise<{ http: CrmHttp; credentials: Record<string, string> } | undefined>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
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

export async function reportCall(key: Key, deps: ReportDeps): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const leaseId = deps.newId();
    const call = await changeCall(
      deps.store.calls,
      key,
      (current) => calls.taken(current, leaseId, deps.now()),
      (current) => current.leaseId === leaseId,
    );
    if (!call) return;
    const turn = await work(call, deps);
    const left = await changeCall(deps.store.calls, turn.call, (current) => finish(call, current, turn, deps.now()));
    deps.log("info", "call handled", {
      account: key.account,
      callId: key.callId,
      state: left?.state,
      reason: left?.reason,
      leadId: left?.leadId,
    });
    if (left?.dueAt === undefined || left.dueAt > deps.now().toISOString()) return;
  }
}

/**
 * Notes what a round came to. Who lost the lease only adds what it wrote; a hint that came while we worked is newer
 * than what we read, so its work is still to be done.
 */
function finish(taken: Call, current: Call, { written, next }: Turn, now: Date): Call {
  const kept = { ...current, reports: { ...current.reports, ...written } };
  if (current.leaseId !== taken.leaseId) return { ...kept, revision: current.revision + 1 };
  const { expiresAt, ...done } = next(kept);
  if (current.hintDigest !== taken.hintDigest)
    return { ...done, state: "hinted", dueFor: "report-call", dueAt: now.toISOString() };
  return { ...done, ...(expiresAt !== undefined && { expiresAt }) };
}

async function work(call: Call, deps: ReportDeps): Promise<Turn> {
  try {
    const result = await readCall(call, deps);
    const lead = await matchLead(call, result, deps);
    if (!lead) return nothingWritten(call, (current) => calls.unmatched(current, deps.now()));
    const told = await foldInto(lead, result, deps);
    if (!result.final) return nothingWritten(call, (current) => stillRunning(current, deps));
    return await writeReports(call, result, told, deps);
  } catch (error) {
    return nothingWritten(call, putOff(error, "callingly-unreachable", deps));
  }
}

const nothingWritten = (call: Call, next: Next): Turn => ({ call, written: {}, next });

const stillRunning = (call: Call, { now }: ReportDeps): Call =>
  calls.postponed(call, { reason: "still-running" }, now());

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function readCall(
  { account: name, callId }: Call,
  { bridge, callinglyFor }: ReportDeps,
): Promise<calls.CallResult> {
  const account = bridge.account(name);
  const callingly = account && (await callinglyFor(account));
  if (!callingly) throw new Blocked("token-missing");
  return toCallResult(await callingly.getCall(callId), account.timeZone);
}

// ── match ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The lead a call belongs to, from the strongest evidence to the weakest; then the tie is kept for ever. */
async function matchLead(call: Call, result: calls.CallResult, { store, now }: ReportDeps): Promise<Lead | undefined> {
  const { account, callId } = call;
  const bound = await store.leads.findByCall(account, callId);
  if (bound !== undefined) return store.leads.find(bound);
  for (const candidate of candidates(call, result, store)) {
    const lead = await candidate().then((id) => (id === undefined ? undefined : store.leads.find(id)));
    if (!lead || lead.account !== account || !belongsTo(lead, result, now())) continue;
    const holder = await store.leads.bindCall(account, callId, lead.id);
    if (result.callinglyLeadId)
      await store.leads.link({ kind: "callingly-lead", account, id: result.callinglyLeadId }, lead.id);
    return holder === lead.id ? lead : store.leads.find(holder);
  }
  return undefined;
}

const candidates = ({ account, refHint }: Call, { phone, callinglyLeadId }: calls.CallResult, { leads }: Store) => [
  async () => (refHint === undefined ? undefined : leads.findByRef(refHint)),
  async () =>
    callinglyLeadId && (await leads.findLinked({ kind: "callingly-lead", account, id: callinglyLeadId })).at(-1),
  async () => phone && leads.findByPhone(account, phone),
];

// ── fold ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @returns the lead that knows of the call */
async function foldInto(lead: Lead, result: calls.CallResult, { store, now }: ReportDeps): Promise<Lead> {
  return (await changeLead(store.leads, lead, (current) => folded(current, result, now()))) ?? lead;
}

// ── report ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Target {
  readonly key: string;
  readonly lead: Lead;
  readonly crm: Crm;
  readonly job: Omit<Parameters<Crm["reporter"]["write"]>[1], "credentials" | "mayExist" | "activityId" | "now">;
  readonly digest: string;
}

async function writeReports(call: Call, result: calls.CallResult, lead: Lead, deps: ReportDeps): Promise<Turn> {
  const targets = await targetsOf(lead, result, deps);
  const open = targets.filter(({ key, digest }) => call.reports[key]?.digest !== digest);
  const keys = open.map(({ key }) => key);
  // The intent is stored first, so that whoever comes after a crash looks for traces before writing again.
  const begun = await changeCall(deps.store.calls, call, (current) =>
    current.leaseId === call.leaseId ? calls.verified(current, result, lead.id, keys) : undefined,
  );
  const written: Call["reports"] = {};
  if (!begun) return nothingWritten(call, (current) => current);
  let failure: unknown;
  for (const target of open) {
    try {
      written[target.key] = await writeReport(target, call.reports[target.key], deps);
    } catch (error) {
      failure ??= error;
      deps.log("warn", "report failed", {
        account: call.account,
        callId: call.callId,
        crm: target.crm.name,
        leadId: target.lead.id,
        error,
      });
    }
  }
  const next: Next =
    failure === undefined ? (current) => calls.reported(current, deps.now()) : putOff(failure, "crm-unreachable", deps);
  return { call: begun, written, next };
}

/** Where the result goes: every CRM of the lead's source, and of the sources of the leads merged into it. */
async function targetsOf(main: Lead, result: calls.CallResult, { store, bridge }: ReportDeps): Promise<Target[]> {
  const others = await Promise.all(main.merged.map((id) => store.leads.find(id)));
  return [main, ...others.filter((other) => other !== undefined)].flatMap((lead) => {
    const source = bridge.source(lead.source);
    const crms = (source?.report ?? []).map((name) => bridge.crm(name)).filter((crm) => crm !== undefined);
    return crms.map((crm) => toTarget(lead, main, crm, source?.connector, result));
  });
}

function toTarget(lead: Lead, main: Lead, crm: Crm, connector: string | undefined, result: calls.CallResult): Target {
  const { id, source, receivedAt, person, externalId, record } = lead;
  const job = {
    call: result,
    lead: { id, source, receivedAt, person, externalId, outcome: main.outcome },
    // A record's id means something only to the CRM that the lead came from.
    ...(record && connector === crm.connector && { record }),
  };
  return { key: calls.reportKey(id, crm.name), lead, crm, job, digest: calls.resultDigest(job) };
}

async function writeReport(target: Target, before: calls.Report | undefined, deps: ReportDeps): Promise<calls.Report> {
  const { crm, job, digest } = target;
  const access = await deps.openCrm(crm);
  if (!access) throw new Blocked("crm-credentials-missing");
  const { activityId, record } = await crm.reporter.write(access.http, {
    ...job,
    // A record that had to be found once need not be found again.
    ...(before?.record && !job.record && { record: before.record }),
    credentials: access.credentials,
    ...(before?.activityId && { activityId: before.activityId }),
    mayExist: before?.begun ?? false,
    now: deps.now(),
  });
  deps.log("info", "result reported", {
    leadId: target.lead.id,
    callId: job.call.callId,
    crm: crm.name,
    outcome: job.call.outcome,
  });
  return { begun: true, digest, ...(activityId && { activityId }), ...(record && { record }) };
}

// ── when it does not go on ──────────────────────────────────────────────────────────────────────────────────────

/** Somebody has to mend something first, and we know what. */
class Blocked extends Error {
  override readonly name = "Blocked";
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}

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

  if (error instanceof Blocked) return park(error.reason, "");
  if (error instanceof RejectedError) return park("crm-refused", error.message);
  if (error instanceof TransientError) return retry(unreachable, error.message, error.retryAfterMs);
  if (error instanceof CallinglyError) {
    if (error.status === 404) return park("call-gone", error.message);
    if (error.status === 401 || error.status === 403) return park("token-refused", error.message);
    return retry(unreachable, error.message, error.retryAfterMs);
  }
  log("error", "bug", { error });
  return retry("bridge-fault", describeError(error));
}
