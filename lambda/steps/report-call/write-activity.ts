import type { CrmHttp, Reporter, ReportJob } from "../../connectors/contract/reporter.ts";

/**
 * Brings one call's activity to what is known, and with it what its record says.
 * @param mayExist an earlier write was begun, and nobody knows what became of it
 * @returns the activity's id, if the CRM gave it one
 * @throws as {@link Reporter.create}
 */
export async function writeActivity(
  reporter: Reporter,
  crm: CrmHttp,
  job: ReportJob,
  mayExist: boolean,
): Promise<string | undefined> {
  const known = job.activityId ?? (mayExist ? await reporter.findTrace?.(crm, job) : undefined);
  const activityId = known === undefined ? await made(reporter, crm, job) : await changed(reporter, crm, job, known);
  await reporter.updateRecord?.(crm, job, activityId);
  return activityId;
}

const made = async (reporter: Reporter, crm: CrmHttp, job: ReportJob): Promise<string | undefined> =>
  (await reporter.create(crm, job)).activityId;

/** A CRM that cannot change an activity keeps it as it was. */
const changed = async (reporter: Reporter, crm: CrmHttp, job: ReportJob, known: string): Promise<string> =>
  (await reporter.update?.(crm, job, known))?.activityId ?? known;
