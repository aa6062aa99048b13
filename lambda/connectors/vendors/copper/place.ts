import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { pathOf, RecordSchema, recordOf } from "./objects.ts";
import { type FoundRecord, findHere, type PlaceSettings } from "./record-search.ts";

/** Where a result belongs in Copper. */

export interface Place extends FoundRecord {
  /** The job's record is gone, and this one has its phone or e-mail address now. */
  readonly isMoved: boolean;
}

/**
 * A lead that was converted is a person, and of two people who are merged one is gone.
 * @throws as the contract's `create`; RejectedError 404 when Copper shows neither the record nor the person
 */
export async function placeOf(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PlaceSettings,
): Promise<Place> {
  const given = recordOf(job.record);
  try {
    const { body } = await crm.request("GET", pathOf(given));
    const record = z.safeParse(RecordSchema, body).data;
    if (!record) throw new TransientError("Copper answered a look-up of a record with something unexpected");
    return { type: given.type, record, isMoved: false };
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findHere(crm, job.lead, settings)).record : undefined;
    if (!moved || (moved.type === given.type && moved.record.id === given.id)) throw error;
    return { ...moved, isMoved: true };
  }
}
