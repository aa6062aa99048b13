import type { CrmHttp, Reporter, ReportJob, Written } from "../../lambda/connectors/contract/reporter.ts";

/** What a test sees of a write. */
export type WriteJob = ReportJob & {
  /** The CRM was looked at for traces of an earlier write before. */
  readonly mayExist: boolean;
};

/** A CRM that can do all there is to do, by one function; it never finds a trace. */
export function writingBy(
  write: (crm: CrmHttp, job: WriteJob) => Promise<Written>,
): Pick<Reporter, "create" | "update" | "findTrace"> {
  const looked = new WeakSet<ReportJob>();
  return {
    create: (crm, job) => write(crm, { ...job, mayExist: looked.has(job) }),
    update: (crm, job, activityId) => write(crm, { ...job, activityId, mayExist: false }),
    async findTrace(_, job) {
      looked.add(job);
      return undefined;
    },
  };
}
