import type { Bridge, Crm } from "../../config/bridge.ts";
import { isRefused, type OpenCrm } from "../../connectors/kit/out/open-crm.ts";
import { type Call, type CallResult, type Report, reportKey, verified } from "../../lead/call/call.ts";
import type { CrmRecord, Lead } from "../../lead/lead.ts";
import { mayBeTold } from "../../lead/restored.ts";
import { gateOn, isClosed } from "../../lead/rules/gates.ts";
import { later, timing } from "../../lead/timing.ts";
import { BusyError, TransientError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import { changeCall } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";
import { Blocked } from "./blocked.ts";
import { isTold, type Target, targetsOf } from "./report-targets.ts";
import { isBlind, type Progress, writeActivity } from "./write-activity.ts";

/** A result goes to every CRM of its lead and of the leads merged into it: once per call and CRM record. */

export interface WriteDeps {
  readonly bridge: Pick<Bridge, "source" | "crm">;
  readonly store: Store;
  /** Undefined when the secret has no credentials that fit the CRM, or no others than those that were refused. */
  readonly openCrm: (
    crm: Crm,
    timeLeftMs: () => number,
    refused?: Record<string, string>,
  ) => Promise<OpenCrm | undefined>;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

export interface Writing {
  /** The call as it was last written. */
  readonly call: Call;
  /** Reports that are not noted on it yet. */
  readonly written: Call["reports"];
  readonly failures: readonly unknown[];
  /** Why the work is not over: the lead changed meanwhile, the time ran short, or somebody else has the call. */
  readonly remains?: "newer" | "more" | "lost";
}

/** Who cannot be told, for whatever reason, keeps the result from nobody else. */
export async function writeReports(call: Call, result: CallResult, lead: Lead, deps: WriteDeps): Promise<Writing> {
  const { store, timeLeftMs } = deps;
  const { targets, gone, failures: unread } = await targetsOf(call, lead, result, deps);
  const busy = await busyCrms(deps);
  const untold = targets.filter((target) => !isTold(target, call.reports));
  // Of two that come to one record, the one that brought it may say more there, and the other finds it told.
  const brought = ({ job }: Target) =>
    Number(job.cameWithRecord === true) * 2 + Number(job.lead.person.email !== undefined);
  const open = untold.filter(({ crm }) => !busy.has(crm.name)).toSorted((one, other) => brought(other) - brought(one));
  const begun = await begin(call, result, lead, open, deps);
  if (!begun) return { call, written: {}, failures: [], remains: "lost" };

  let current = begun;
  let written: Call["reports"] = {};
  const failures: unknown[] = [
    ...unread,
    ...untold.flatMap(({ crm }) => busy.get(crm.name) ?? []),
    ...(gone.length > 0 ? [new Blocked("target-gone", gone.map(({ name }) => name).join(", "))] : []),
  ];
  for (const target of open) {
    // What was told is noted before anything else is begun: a crash must not tell it again.
    try {
      if (Object.keys(written).length > 0) current = (await noted(current, written, deps)) ?? current;
    } catch (failure) {
      return { call: current, written, failures: [failure, ...failures] };
    }
    if (timeLeftMs() < timing.reportNeeds) return { call: current, written, failures, remains: "more" };
    const before = { ...call.reports, ...written };
    const beginOn = async (report: Report) => {
      current = await begunOn(current, target.key, report, deps);
    };
    const { report, failure } = await writeReport(target, targets, before, mayBeTold(lead, result), beginOn, deps);
    written = { ...written, [target.key]: report };
    if (failure !== undefined) failures.push(failure);
  }
  try {
    const told = await store.leads.find(lead.id);
    return { call: current, written, failures, ...(told && hasNews(told, lead) && { remains: "newer" }) };
  } catch (failure) {
    // What was written was written, and must be noted. Ours is the failure that passes soon.
    return { call: current, written, failures: [failure, ...failures] };
  }
}

const hasNews = (told: Lead, lead: Lead): boolean =>
  told.outcome !== lead.outcome ||
  told.merged.length !== lead.merged.length ||
  // Somebody asked to be forgotten while we wrote: what we noted of them is to be taken out again.
  (told.strippedAt !== undefined && lead.strippedAt === undefined);

/** CRMs that asked us to wait, which costs only them time: a result meanwhile is not even begun. */
async function busyCrms({ store, now }: WriteDeps): Promise<Map<string, BusyError>> {
  const closed = (await store.gates.all()).filter((gate) => gate.reason === "crm-busy" && isClosed(gate, now()));
  return new Map(
    closed.map(({ on, until = "" }) => {
      const retryAfterMs = Date.parse(until) - now().getTime();
      return [on.slice(gateOn.crm("").length), new BusyError("The CRM asked us to slow down", { retryAfterMs })];
    }),
  );
}

/**
 * The intent is stored first, so that a worker after a crash looks for traces before writing again. Where there is nothing
 * to look at, it is stored just before the activity is made, so that it says no more than what may be so.
 */
const begin = (call: Call, result: CallResult, lead: Lead, open: readonly Target[], { store }: WriteDeps) =>
  changeCall(store.calls, call, (current) =>
    current.leaseId === call.leaseId
      ? verified(
          current,
          result,
          lead.id,
          open.filter(({ crm }) => !isBlind(crm.reporter)).map(({ key }) => key),
        )
      : undefined,
  );

/** @throws TransientError when another worker has the call by now */
async function begunOn(call: Call, key: string, report: Report, { store }: WriteDeps): Promise<Call> {
  const next = await changeCall(store.calls, call, (current) =>
    current.leaseId === call.leaseId ? { ...current, reports: { ...current.reports, [key]: report } } : undefined,
  );
  if (!next) throw new TransientError("Another worker has the call");
  return next;
}

const noted = (call: Call, written: Call["reports"], { store }: WriteDeps) =>
  changeCall(store.calls, call, (current) => ({
    ...current,
    reports: { ...current.reports, ...written },
  }));

// ── writing it ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Tells one CRM of one lead's call. A failure keeps what was found out on the way. */
async function writeReport(
  target: Target,
  targets: readonly Target[],
  reports: Call["reports"],
  mayBeThere: boolean,
  beginOn: (report: Report) => Promise<void>,
  deps: WriteDeps,
): Promise<{ report: Report; failure?: unknown }> {
  const { crm, job, digest, key, mayLook } = target;
  const before = reports[key];
  const nowhere = { report: { begun: false, ...before, digest } };
  let record = job.record ?? before?.record;
  if (!record && mayLook === "not at all" && crm.reporter.findRecord) return nowhere;
  const progress: Progress = {
    begin: () => beginOn({ ...before, begun: true, ...(record && { record }) }),
  };
  /** Undefined when nobody is to be told there. */
  const tell = async (access: OpenCrm, isRepeat: boolean): Promise<Report | undefined> => {
    record ??= await crm.reporter.findRecord?.(access.http, job.lead, { mayMake: mayLook === "and make one" });
    if (!record && crm.reporter.findRecord) return undefined;
    const twin = record && twinOf(target, record, targets, reports);
    if (twin?.isTold) return { ...twin.report, digest };
    const activityId = progress.activityId ?? before?.activityId ?? twin?.report.activityId;
    const isBegun =
      mayBeThere || (isRepeat && !isBlind(crm.reporter)) || before?.begun === true || twin?.report.begun === true;
    const mayExist = isBegun || (record !== undefined && mayHaveTwin(target, targets, reports));
    const whole = { ...job, ...(record && { record }), ...(activityId && { activityId }) };
    const given = { ...whole, credentials: access.credentials, now: deps.now() };
    const written = await writeActivity(crm.reporter, access.http, given, mayExist, progress);
    deps.log("info", "result reported", {
      leadId: job.lead.id,
      callId: job.call.callId,
      crm: crm.name,
      outcome: job.call.outcome,
    });
    return {
      begun: true,
      digest,
      ...(record && { record }),
      ...(written && { activityId: written }),
    };
  };
  try {
    return { report: (await withAccess(crm, deps, tell)) ?? nowhere.report };
  } catch (failure) {
    if (failure instanceof BusyError) await closeGate(crm, failure, deps);
    deps.log("warn", "report failed", { leadId: job.lead.id, callId: job.call.callId, crm: crm.name, error: failure });
    // What stands there is not what is known; that it was told before does not count.
    const { digest: _, ...known } = before ?? {};
    const report = { ...known, begun: true, ...(record && { record }) };
    return isBlind(crm.reporter) ? unseen(report, before, progress, crm, failure) : { report, failure };
  }
}

/** What is known after a failure where the CRM cannot be asked: the activity's id as soon as it had one, or a doubt. */
function unseen(
  report: Report,
  before: Report | undefined,
  { activityId, isUnclear = false }: Progress,
  { name }: Crm,
  failure: unknown,
): { report: Report; failure: unknown } {
  const begun = before?.begun === true || isUnclear || activityId !== undefined;
  return {
    report: { ...report, begun, ...(activityId && { activityId }), ...(isUnclear && { unclear: true }) },
    failure: isUnclear ? new Blocked("report-unclear", name) : failure,
  };
}

/** What the CRM refuses is tried once more with credentials that have come since, if there are any. */
async function withAccess<T>(
  crm: Crm,
  { openCrm, timeLeftMs }: WriteDeps,
  use: (access: OpenCrm, isRepeat: boolean) => Promise<T>,
): Promise<T> {
  const access = await openCrm(crm, timeLeftMs);
  if (!access) throw new Blocked("crm-credentials-missing");
  try {
    return await use(access, false);
  } catch (error) {
    const other = isRefused(error) ? await openCrm(crm, timeLeftMs, access.credentials) : undefined;
    if (!other) throw error;
    return use(other, true);
  }
}

async function closeGate({ name }: Crm, { retryAfterMs }: BusyError, { store, now }: WriteDeps): Promise<void> {
  const until = later(now(), retryAfterMs).toISOString();
  const closedAt = now().toISOString();
  await store.gates.close({ on: gateOn.crm(name), reason: "crm-busy", closedAt, until, tries: 0 });
}

interface Neighbour {
  readonly report: Report;
  readonly target: Target | undefined;
  readonly record: CrmRecord | undefined;
}

/** What other leads' reports of this call have come to in the same CRM. */
const neighboursOf = ({ key, crm }: Target, targets: readonly Target[], reports: Call["reports"]): Neighbour[] =>
  Object.entries(reports)
    .filter(([other]) => other !== key && other === reportKey(other.split("/")[0] ?? "", crm.name))
    .map(([other, report]) => {
      const target = targets.find((each) => each.key === other);
      return { report, target, record: report.record ?? target?.job.record };
    });

/** Another lead's report of this call on the same record: one record holds a call once, however many leads led to it. */
function twinOf(
  own: Target,
  record: CrmRecord,
  targets: readonly Target[],
  reports: Call["reports"],
): { report: Report; isTold: boolean } | undefined {
  const neighbours = neighboursOf(own, targets, reports);
  const twin = neighbours.find((each) => each.record?.id === record.id && each.record.type === record.type);
  if (!twin) return undefined;
  const { report, target } = twin;
  const sameNews =
    target !== undefined && target.job.lead.outcome === own.job.lead.outcome && !knowsBetter(own.job, target.job);
  return { report, isTold: sameNews && isTold(target, reports) };
}

/**
 * Whether a lead is surer of the record than another that was told there: it brought it, or has an e-mail address besides
 * the phone. A CRM may then say more, such as how far the person was reached; the activity is the same one.
 */
function knowsBetter(own: Target["job"], other: Target["job"]): boolean {
  if (own.cameWithRecord || other.cameWithRecord) return other.cameWithRecord !== true;
  const [mine, theirs] = [own, other].map(({ lead }) => lead.person.email?.toLowerCase());
  return mine !== undefined && mine !== theirs;
}

/** A write that was begun for another lead, nobody noted on which record: it may have been this one. */
const mayHaveTwin = (own: Target, targets: readonly Target[], reports: Call["reports"]): boolean =>
  neighboursOf(own, targets, reports).some(({ report, record }) => report.begun && !record);
