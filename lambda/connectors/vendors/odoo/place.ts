import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { atRecord } from "../../kit/out/at-record.ts";
import { findRecord, type PeopleSettings } from "./people.ts";
import { checked, LEAD, type Row, searchRead } from "./rpc.ts";

/**
 * Where a person's record is now. Leads that somebody merges become one, which keeps the notes of all; the others are
 * deleted, and nothing says what they became.
 * https://github.com/odoo/odoo/blob/19.0/addons/crm/models/crm_lead.py, `_merge_opportunity`
 */

export interface Place {
  readonly record: CrmRecord;
  readonly row: Row;
  /** The job's record is gone, and this is the person's. */
  readonly isMoved: boolean;
}

type Job = Pick<ReportJob, "record" | "lead">;

/** It is found or made before anything is written. */
export const recordOf = ({ record }: Job): CrmRecord => record ?? { type: LEAD, id: "" };

/**
 * @param fields that are wanted of it
 * @throws RejectedError 404 when Odoo shows neither the record nor one of the person
 */
export async function placeOf(
  crm: CrmHttp,
  job: Job,
  fields: readonly string[],
  settings: PeopleSettings,
): Promise<Place> {
  const { type, id } = recordOf(job);
  const find = async () => (await movedTo(crm, job, settings))?.id;
  return atRecord(id, find, async ({ id: presentId, isMoved }) => {
    const record = { type, id: presentId };
    return { record, row: await read(crm, record, fields), isMoved };
  });
}

/** The lead in which one that is gone may have ended. */
export const movedTo = async (crm: CrmHttp, job: Job, settings: PeopleSettings): Promise<CrmRecord | undefined> =>
  recordOf(job).type === LEAD ? (await findRecord(crm, job.lead, settings)).record : undefined;

/** Also one that is archived. @throws RejectedError 404 */
async function read(crm: CrmHttp, record: CrmRecord, fields: readonly string[]): Promise<Row> {
  const { model, id } = checked(record);
  const [row] = await searchRead(crm, model, { domain: [["id", "=", id]], fields, limit: 1 }, true);
  if (row) return row;
  throw new RejectedError(404, "Odoo shows no such record: it was deleted, or the bridge's user may not see it");
}
