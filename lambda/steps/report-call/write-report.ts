import type { Bridge, Crm } from "../../config/bridge.ts";
import { isRefused } from "../../connectors/kit/open-access.ts";
import type { OpenCrm } from "../../connectors/kit/out/open-crm.ts";
import type { Call, Report } from "../../lead/call/call.ts";
import { without } from "../../lead/wait.ts";
import { BusyError, TransientError } from "../../runtime/errors.ts";
import type { Log } from "../../runtime/log.ts";
import { changeCall } from "../../store/change.ts";
import type { Store } from "../../store/store.ts";
import { Blocked } from "./blocked.ts";
import { closeCrm } from "./busy-crms.ts";
import { findOwner, type KnownUsers } from "./find-owner.ts";
import type { Target } from "./report-targets.ts";
import { mayHaveTwin, type Reports, twinOf } from "./twins.ts";
import { isBlind, type Progress, writeActivity } from "./write-activity.ts";

export interface WriteDeps {
  readonly bridge: Pick<Bridge, "source" | "crm">;
  readonly store: Store;
  /** Undefined when the secret has no credentials that fit the CRM, or no others than those that were refused. */
  readonly openCrm: (
    crm: Crm,
    timeLeftMs: () => number,
    refused?: Record<string, string>,
  ) => Promise<OpenCrm | undefined>;
  /** What this process knows of the CRMs' users. */
  readonly users: KnownUsers;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

/** The state of a call when it is to be reported to one more CRM. */
export interface Known extends Reports {
  /** The call as it was last written. */
  readonly call: Call;
  /** A report may have been sent that is not saved. */
  readonly mayBeThere: boolean;
}

/** The outcome of reporting to one CRM. */
export interface Telling {
  /** The call as it was last written. */
  readonly call: Call;
  readonly report: Report;
  /** Why it does not have it yet; what was found out on the way is on the report. */
  readonly failure?: unknown;
}

/** Reports one lead's call to one CRM. */
export async function writeReport(target: Target, known: Known, deps: WriteDeps): Promise<Telling> {
  const { crm, job, digest, key, mayLook } = target;
  const about = { leadId: job.lead.id, callId: job.call.callId, crm: crm.name };
  const before = known.reports[key];
  const nowhere = { begun: false, ...before, digest };
  let record = job.record ?? before?.record;
  let call = known.call;
  if (!record && mayLook === "not at all" && crm.reporter.findRecord) return { call, report: nowhere };
  const progress: Progress = {
    begin: async () => {
      call = await begunOn(call, key, { ...before, begun: true, ...(record && { record }) }, deps);
    },
  };
  const tell = async (access: OpenCrm, isRepeat: boolean): Promise<Report> => {
    record ??= await crm.reporter.findRecord?.(access.http, job.lead, { mayMake: mayLook === "and make one" });
    // There is no person to report on there.
    if (!record && crm.reporter.findRecord) return nowhere;
    const twin = record && twinOf(target, record, known);
    if (twin?.isTold) return { ...twin.report, digest };
    const activityId = progress.activityId ?? before?.activityId ?? twin?.report.activityId;
    const wasTried = isRepeat && !isBlind(crm.reporter);
    const isBegun = known.mayBeThere || wasTried || before?.begun === true || twin?.report.begun === true;
    const mayExist = isBegun || (record !== undefined && mayHaveTwin(target, known));
    const ownerId = await findOwner(crm, access.http, job.call, deps);
    const whole = { ...job, ...(record && { record }), ...(activityId && { activityId }), ...(ownerId && { ownerId }) };
    const given = { ...whole, credentials: access.credentials, now: deps.now() };
    const written = await writeActivity(crm.reporter, access.http, given, mayExist, progress);
    deps.log("info", "result reported", { ...about, outcome: job.call.outcome });
    return { begun: true, digest, ...(record && { record }), ...(written && { activityId: written }) };
  };
  try {
    const report = await withAccess(crm, deps, tell);
    return { call, report };
  } catch (failure) {
    if (failure instanceof BusyError) await closeCrm(crm, failure, deps);
    deps.log("warn", "report failed", { ...about, error: failure });
    // The activity there is not up to date; that it was reported before does not count.
    const found = without<Report>({ ...before, begun: true }, "digest");
    const report = { ...found, ...(record && { record }) };
    return { call, ...(isBlind(crm.reporter) ? unseen(report, before, progress, crm, failure) : { report, failure }) };
  }
}

/** @throws TransientError when another worker has the call by now */
async function begunOn(call: Call, key: string, report: Report, { store }: WriteDeps): Promise<Call> {
  const next = await changeCall(store.calls, call, (current) =>
    current.leaseId === call.leaseId ? { ...current, reports: { ...current.reports, [key]: report } } : undefined,
  );
  if (!next) throw new TransientError("Another worker has the call");
  return next;
}

/** The state after a failure where the CRM cannot be asked: the activity's id as soon as it had one, or a doubt. */
function unseen(
  report: Report,
  before: Report | undefined,
  { activityId, isUnclear = false }: Progress,
  { name }: Crm,
  failure: unknown,
): Omit<Telling, "call"> {
  const begun = before?.begun === true || isUnclear || activityId !== undefined;
  return {
    report: { ...report, begun, ...(activityId && { activityId }), ...(isUnclear && { unclear: true }) },
    failure: isUnclear ? new Blocked("report-unclear", name) : failure,
  };
}

/** A refused request is tried once more with credentials that an operator has set since, if there are any. */
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
