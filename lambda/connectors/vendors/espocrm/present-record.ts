import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { findRecord, type PeopleSettings } from "./people.ts";
import { type Row, readRow } from "./rows.ts";

/** Where a person's record is by now: one that was merged into another is deleted, and what it had is the other's. */

export interface PresentRecord {
  readonly record: CrmRecord;
  readonly row: Row;
  /** The job's own record is gone, and this is where the person is now. */
  readonly isMoved: boolean;
}

type Job = Pick<ReportJob, "record" | "lead">;

/** @throws RejectedError 404 when EspoCRM shows neither the record nor the person */
export async function presentRecord(crm: CrmHttp, job: Job, settings: PeopleSettings): Promise<PresentRecord> {
  const record = job.record ?? { type: "Lead", id: "" };
  try {
    return { record, row: await readRow(crm, record.type, record.id), isMoved: false };
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findRecord(crm, job.lead, settings)).record : undefined;
    if (!moved) throw error;
    return { record: moved, row: await readRow(crm, moved.type, moved.id), isMoved: true };
  }
}
