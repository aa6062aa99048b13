import { isDeepStrictEqual } from "node:util";
import { type Call, type CallResult, type Hold, keptResult, verified } from "../../lead/call/call.ts";
import type { Lead } from "../../lead/lead.ts";
import { mayBeTold } from "../../lead/restored.ts";
import { timing } from "../../lead/timing.ts";
import { changeCall, following } from "../../store/change.ts";
import { Blocked } from "./blocked.ts";
import { busyCrms } from "./busy-crms.ts";
import { isTold, type Target, targetsOf } from "./report-targets.ts";
import { isBlind } from "./write-activity.ts";
import { type Known, type Telling, type WriteDeps, writeReport } from "./write-report.ts";

export type { WriteDeps } from "./write-report.ts";

/** A result goes to every CRM of its lead and of the leads merged into it: once per call and CRM record. */

export interface Writing {
  /** The call as it was last written. */
  readonly call: Call;
  /** Reports that are not saved on it yet. */
  readonly written: Call["reports"];
  readonly failures: readonly unknown[];
  /** Why the work is not over: the lead changed meanwhile, or the time ran short. */
  readonly remains?: "newer" | "more";
}

/** A write under way, and the state of all reports of the call: as former rounds left them, or as this one did. */
type Round = Writing & Known;

/** Reports whose intent is stored, on a call that is held. */
export interface Begun {
  readonly open: readonly Target[];
  readonly round: Round;
}

/**
 * Finds what is to be written where, and stores the intent.
 * @param lead as it is once it knows of the result
 * @returns undefined when another worker has the call
 */
export async function beginReports(
  call: Call,
  result: CallResult,
  lead: Lead,
  hold: Hold,
  deps: WriteDeps,
): Promise<Begun | undefined> {
  const { targets, gone, failures: unread } = await targetsOf(call, lead, result, deps);
  const busy = await busyCrms(deps);
  const untold = targets.filter((target) => !isTold(target, call.reports));
  const open = untold.filter(({ crm }) => !busy.has(crm.name)).toSorted((one, other) => brought(other) - brought(one));
  const held = await begin(call, result, lead, open, hold, deps);
  if (!held) return undefined;
  const failures = [
    ...unread,
    ...untold.flatMap(({ crm }) => busy.get(crm.name) ?? []),
    ...(gone.length > 0 ? [new Blocked("target-gone", gone.map(({ name }) => name).join(", "))] : []),
  ];
  const about = { targets, reports: call.reports, mayBeThere: mayBeTold(lead, result) };
  return { open, round: { call: held, written: {}, failures, ...about } };
}

/**
 * Of two leads that lead to one record, the one that brought it may write more there, and the other finds it reported.
 */
const brought = ({ job }: Target): number =>
  Number(job.cameWithRecord === true) * 2 + Number(job.lead.person.email !== undefined);

/**
 * A CRM that cannot be written to, for whatever reason, does not keep the result from others.
 * @param lead as it was when the reports were begun
 * @param fold tells the lead before a CRM is written to; undefined where it learns of the result last
 */
export async function writeReports(
  { open, round: start }: Begun,
  lead: Lead,
  fold: (() => Promise<unknown>) | undefined,
  deps: WriteDeps,
): Promise<Writing> {
  let round = start;
  try {
    await fold?.();
    for (const target of open) {
      // A sent report is saved before the next is begun: a crash must not send it again.
      if (Object.keys(round.written).length > 0) round = { ...round, call: await noted(round, deps) };
      if (deps.timeLeftMs() < timing.reportNeeds) return { ...round, remains: "more" };
      round = withTold(round, target, await writeReport(target, round, deps));
    }
    // A lead that learns of it last shows then whether it has changed meanwhile.
    const told = fold && (await deps.store.leads.find(lead.id));
    return told && hasNews(told, lead) ? { ...round, remains: "newer" } : round;
  } catch (failure) {
    // Reports that were sent must be saved. The failure is ours and passes soon.
    return { ...round, failures: [failure, ...round.failures] };
  }
}

const withTold = (round: Round, { key }: Target, { call, report, failure }: Telling): Round => ({
  ...round,
  call,
  written: { ...round.written, [key]: report },
  reports: { ...round.reports, [key]: report },
  failures: failure === undefined ? round.failures : [...round.failures, failure],
});

const hasNews = (told: Lead, lead: Lead): boolean =>
  told.outcome !== lead.outcome ||
  told.merged.length !== lead.merged.length ||
  // The person asked to be forgotten while we wrote: what we saved of them is to be erased again.
  (told.strippedAt !== undefined && lead.strippedAt === undefined);

/**
 * The intent is stored first, so that a worker after a crash looks for traces before writing again. Where there is
 * nothing to look at, it is stored just before the activity is made, so that it claims no more than may have happened.
 * A read that brought nothing new is no intent: most calls are read again and again for a transcript that never comes.
 */
async function begin(
  call: Call,
  result: CallResult,
  lead: Lead,
  open: readonly Target[],
  hold: Hold,
  { store: { calls } }: WriteDeps,
): Promise<Call | undefined> {
  if (open.length === 0 && isOld(call, result, lead)) return call;
  const keys = open.filter(({ crm }) => !isBlind(crm.reporter)).map(({ key }) => key);
  // What was read is of the call as it was: where it has changed since, whatever changed it has work done on it.
  const held = following(call, verified(call, result, lead.id, keys, hold));
  return (await calls.save(held)) ? held : undefined;
}

const isOld = (call: Call, result: CallResult, lead: Lead): boolean =>
  call.leadId === lead.id && call.leaseId === undefined && isDeepStrictEqual(call.result, keptResult(result));

const noted = async ({ call, written }: Round, { store }: WriteDeps): Promise<Call> =>
  (await changeCall(store.calls, call, (current) => ({
    ...current,
    reports: { ...current.reports, ...written },
  }))) ?? call;
