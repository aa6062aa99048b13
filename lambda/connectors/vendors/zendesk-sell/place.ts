import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { dataIn, pathOf, RecordSchema, type SellRecord } from "./api.ts";
import { findRecord, type PersonSettings } from "./person.ts";

/** Where a person is now: a lead that somebody converted is a contact from then on, and one of two that were merged is gone. */

export interface Place {
  readonly record: CrmRecord;
  readonly values: SellRecord;
  /** It is another than the job names. */
  readonly isMoved: boolean;
}

/** @throws RejectedError 404 when the person is nowhere */
export async function placeOf(crm: CrmHttp, job: ReportJob, settings: PersonSettings): Promise<Place> {
  const own = recordOf(job);
  try {
    return { record: own, values: await read(crm, own), isMoved: false };
  } catch (error) {
    if (!(error instanceof RejectedError) || error.status !== 404) throw error;
    const { record } = await findRecord(crm, job.lead, settings);
    if (!record || isSame(record, own)) throw error;
    return { record, values: await read(crm, record), isMoved: true };
  }
}

/** It is found or made before anything is written. */
const recordOf = ({ record }: ReportJob): CrmRecord => record ?? { type: "", id: "" };

const isSame = (one: CrmRecord, other: CrmRecord): boolean => one.type === other.type && one.id === other.id;

const read = async (crm: CrmHttp, record: CrmRecord): Promise<SellRecord> =>
  dataIn((await crm.request("GET", pathOf(record))).body, RecordSchema);
