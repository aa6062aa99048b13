import type { Bridge, Crm, Source } from "./config/bridge.ts";
import type { ReportJob } from "./connectors/connector.ts";
import type { CrmHttp } from "./connectors/crm-http.ts";
import { type Call, type CallResult, type Report, reportKey, resultDigest, verified } from "./lead/call.ts";
import { gateOn, isClosed } from "./lead/gates.ts";
import type { CrmRecord, Lead } from "./lead/lead.ts";
import type { Reason } from "./lead/reasons.ts";
import { withoutPerson } from "./lead/retention.ts";
import { later, timing } from "./lead/timing.ts";
import { BusyError } from "./runtime/errors.ts";
import type { Log } from "./runtime/log.ts";
import { changeCall } from "./store/change.ts";
import type { Store } from "./store/store.ts";

/** A result goes to every CRM of its lead and of the leads merged into it: once per call and CRM record. */

export interface WriteDeps {
  readonly bridge: Pick<Bridge, "source" | "crm">;
  readonly store: Store;
  /** Undefined when the secret has no credentials that fit the CRM. */
  readonly openCrm: (
    crm: Crm,
    timeLeftMs: () => number,
  ) => Promise<{ http: CrmHttp; credentials: Record<string, string> } | undefined>;
  readonly now: () => Date;
  /** What is left of the function's time, in milliseconds. */
  readonly timeLeftMs: () => number;
  readonly log: Log;
}

/** Somebody has to mend something first, and we know what. */
export class Blocked extends Error {
  override readonly name = "Blocked";
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
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

interface Target {
  readonly key: string;
  readonly crm: Crm;
  readonly job: Pick<ReportJob, "call" | "lead" | "record">;
  /** What may be done to come to a record where the lead brings none. */
  readonly mayLook: "and make one" | "only" | "not at all";
  /** Fingerprint of what is to be told. */
  readonly digest: string;
}

/** @throws Blocked when the configuration no longer says where the result goes */
export async function writeReports(call: Call, result: CallResult, lead: Lead, deps: WriteDeps): Promise<Writing> {
  const { store, timeLeftMs } = deps;
  const targets = await targetsOf(lead, result, { ...deps, isNotice: call.notice !== undefined });
  const busy = await busyCrms(deps);
  const untold = targets.filter((target) => !isTold(target, call.reports));
  const open = untold.filter(({ crm }) => !busy.has(crm.name));
  const begun = await begin(call, result, lead, open, deps);
  if (!begun) return { call, written: {}, failures: [], remains: "lost" };

  let current = begun;
  let written: Call["reports"] = {};
  const failures: unknown[] = untold.flatMap(({ crm }) => busy.get(crm.name) ?? []);
  for (const target of open) {
    // What was told is noted before anything else is begun: a crash must not tell it again.
    try {
      if (Object.keys(written).length > 0) current = (await noted(current, written, deps)) ?? current;
    } catch (failure) {
      return { call: current, written, failures: [failure, ...failures] };
    }
    if (timeLeftMs() < timing.reportNeeds) return { call: current, written, failures, remains: "more" };
    const { report, failure } = await writeReport(target, targets, { ...call.reports, ...written }, deps);
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

const isTold = ({ key, digest }: Target, reports: Call["reports"]): boolean => reports[key]?.digest === digest;

/** The intent is stored first, so that whoever comes after a crash looks for traces before writing again. */
const begin = (call: Call, result: CallResult, lead: Lead, open: readonly Target[], { store }: WriteDeps) =>
  changeCall(store.calls, call, (current) =>
    current.leaseId === call.leaseId
      ? verified(
          current,
          result,
          lead.id,
          open.map(({ key }) => key),
        )
      : undefined,
  );

const noted = (call: Call, written: Call["reports"], { store }: WriteDeps) =>
  changeCall(store.calls, call, (current) => ({
    ...current,
    revision: current.revision + 1,
    reports: { ...current.reports, ...written },
  }));

// ── where it goes ───────────────────────────────────────────────────────────────────────────────────────────────

/** Every CRM of the lead's source, and of the sources of all leads that were merged into it. */
async function targetsOf(
  main: Lead,
  result: CallResult,
  { store, bridge, now, isNotice }: WriteDeps & { readonly isNotice: boolean },
): Promise<Target[]> {
  // Who asked to be forgotten is to be named for none of their leads, though some may not be cleared yet.
  const asKnown = (lead: Lead) => (main.strippedAt === undefined ? lead : withoutPerson(lead, now()));
  return (await withMerged(main, store)).map(asKnown).flatMap((lead) => {
    const source = bridge.source(lead.source);
    if (!source) throw new Blocked("unknown-source");
    return source.report.map((name) => {
      const crm = bridge.crm(name);
      if (!crm) throw new Blocked("unknown-source");
      return { ...toTarget(lead, main, crm, source.connector, result), mayLook: mayLook(lead, source, isNotice) };
    });
  });
}

/** A lead that was merged may have had others merged into it before. */
async function withMerged(main: Lead, { leads }: Store): Promise<Lead[]> {
  const family = new Map([[main.id, main]]);
  for (const lead of family.values()) {
    const unknown = lead.merged.filter((id) => !family.has(id));
    for (const other of await Promise.all(unknown.map((id) => leads.find(id)))) {
      if (other) family.set(other.id, other);
    }
  }
  return [...family.values()];
}

/**
 * Who was not called is entered into no CRM. And what a stranger typed leads to nobody's record but by a call: anybody
 * can type anybody's e-mail address.
 */
function mayLook({ strippedAt }: Lead, { intake }: Source, isNotice: boolean): Target["mayLook"] {
  // Nobody knows any more whose record it would be.
  if (strippedAt !== undefined) return "not at all";
  if (!isNotice) return "and make one";
  return intake.isPublic ? "not at all" : "only";
}

function toTarget(lead: Lead, main: Lead, crm: Crm, connector: string, result: CallResult): Omit<Target, "mayLook"> {
  const { id, source, receivedAt, person, externalId, record } = lead;
  const job = {
    call: result,
    lead: { id, source, receivedAt, person, externalId, outcome: main.outcome },
    // A record's id means something only to the CRM that the lead came from.
    ...(record && connector === crm.connector && { record }),
  };
  return {
    key: reportKey(id, crm.name),
    crm,
    job,
    digest: resultDigest(job),
  };
}

// ── writing it ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Tells one CRM of one lead's call. A failure keeps what was found out on the way. */
async function writeReport(
  target: Target,
  targets: readonly Target[],
  reports: Call["reports"],
  deps: WriteDeps,
): Promise<{ report: Report; failure?: unknown }> {
  const { crm, job, digest, key, mayLook } = target;
  const before = reports[key];
  const nowhere = { report: { begun: false, ...before, digest } };
  let record = job.record ?? before?.record;
  if (!record && mayLook === "not at all" && crm.reporter.findRecord) return nowhere;
  try {
    const access = await deps.openCrm(crm, deps.timeLeftMs);
    if (!access) throw new Blocked("crm-credentials-missing");
    record ??= await crm.reporter.findRecord?.(access.http, job.lead, { mayMake: mayLook === "and make one" });
    if (!record && crm.reporter.findRecord) return nowhere;
    const twin = record && twinOf(target, record, targets, reports);
    if (twin?.isTold) return { report: { ...twin.report, digest } };
    const activityId = before?.activityId ?? twin?.report.activityId;
    const isBegun = before?.begun === true || twin?.report.begun === true;
    const mayExist = isBegun || (record !== undefined && mayHaveTwin(target, targets, reports));
    const written = await crm.reporter.write(access.http, {
      ...job,
      ...(record && { record }),
      ...(activityId && { activityId }),
      mayExist,
      credentials: access.credentials,
      now: deps.now(),
    });
    deps.log("info", "result reported", {
      leadId: job.lead.id,
      callId: job.call.callId,
      crm: crm.name,
      outcome: job.call.outcome,
    });
    return {
      report: {
        begun: true,
        digest,
        ...(record && { record }),
        ...(written.activityId && { activityId: written.activityId }),
      },
    };
  } catch (failure) {
    if (failure instanceof BusyError) await closeGate(crm, failure, deps);
    deps.log("warn", "report failed", { leadId: job.lead.id, callId: job.call.callId, crm: crm.name, error: failure });
    return { report: { ...before, begun: true, ...(record && { record }) }, failure };
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
  const sameNews = target !== undefined && target.job.lead.outcome === own.job.lead.outcome;
  return { report, isTold: sameNews && isTold(target, reports) };
}

/** A write that was begun for another lead, nobody noted on which record: it may have been this one. */
const mayHaveTwin = (own: Target, targets: readonly Target[], reports: Call["reports"]): boolean =>
  neighboursOf(own, targets, reports).some(({ report, record }) => report.begun && !record);
