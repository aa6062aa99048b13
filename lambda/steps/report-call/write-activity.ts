import { type CrmHttp, capabilitiesOf, type Reporter, type ReportJob } from "../../connectors/contract/reporter.ts";
import { BusyError, NotSentError, RejectedError, TransientError } from "../../runtime/errors.ts";

/** One call's activity in a CRM, and how a write of unknown outcome is handled. */

/** The state of the activity while it is written, also where the write fails. */
export interface Progress {
  /** Notes that the activity is about to be made, where nothing but the note would show it after a crash. */
  readonly begin: () => Promise<void>;
  activityId?: string | undefined;
  /** The CRM may have made the activity, and can neither show it nor be written to again. */
  isUnclear?: boolean;
}

/**
 * A CRM that shows no trace of an earlier write, and would take a repeat for something new. An activity that it may
 * have made already is made again only by an operator's decision.
 */
export function isBlind(reporter: Reporter): boolean {
  const { canFindTrace, isIdempotentBy } = capabilitiesOf(reporter);
  return !canFindTrace && isIdempotentBy === undefined;
}

/**
 * Brings one call's activity, and the fields of its record, up to date.
 * @param mayExist an earlier write was begun, and its outcome is unknown
 * @returns the activity's id, if the CRM gave it one
 * @throws as {@link Reporter.create}
 */
export async function writeActivity(
  reporter: Reporter,
  crm: CrmHttp,
  job: ReportJob,
  mayExist: boolean,
  progress: Progress = { begin: async () => undefined },
): Promise<string | undefined> {
  const known = job.activityId ?? (mayExist ? await traceOf(reporter, crm, job, progress) : undefined);
  progress.activityId = known ?? (await made(reporter, crm, job, progress));
  // A CRM that cannot change an activity keeps it as it was.
  if (known !== undefined && reporter.update) {
    progress.activityId = (await reporter.update(crm, job, known)).activityId ?? known;
  }
  await reporter.updateRecord?.(crm, job, progress.activityId);
  return progress.activityId;
}

async function traceOf(
  reporter: Reporter,
  crm: CrmHttp,
  job: ReportJob,
  progress: Progress,
): Promise<string | undefined> {
  if (reporter.findTrace) return reporter.findTrace(crm, job);
  if (!isBlind(reporter)) return undefined;
  progress.isUnclear = true;
  throw new TransientError("An earlier write may have reached the CRM");
}

async function made(reporter: Reporter, crm: CrmHttp, job: ReportJob, progress: Progress): Promise<string | undefined> {
  if (!isBlind(reporter)) return (await reporter.create(crm, job)).activityId;
  await progress.begin();
  try {
    const { activityId } = await reporter.create(crm, job);
    if (activityId === undefined) throw new TransientError("The CRM did not name the activity that it made");
    return activityId;
  } catch (error) {
    progress.isUnclear = !isSurelyNotDone(error);
    throw error;
  }
}

const isSurelyNotDone = (error: unknown): boolean =>
  error instanceof RejectedError || error instanceof BusyError || error instanceof NotSentError;
