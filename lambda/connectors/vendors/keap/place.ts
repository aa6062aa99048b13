import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { findContact, type PlaceSettings } from "./contact-search.ts";
import { contactId } from "./objects.ts";

/** Where a result belongs in Keap. */

export interface Place {
  readonly id: string;
  /** The job's record is gone, and this is who has its phone or e-mail address now. */
  readonly isMoved: boolean;
}

/**
 * Does something at the contact of a result. Of two that a person merges one is gone, and the other has the phones and
 * addresses of both: it is done there.
 * @throws as the contract's `create`; RejectedError 404 when Keap shows neither the record nor the person
 */
export async function atContact<Result>(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PlaceSettings,
  act: (place: Place) => Promise<Result>,
): Promise<Result> {
  const id = contactId(job.record?.id);
  try {
    return await act({ id, isMoved: false });
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findContact(crm, job.lead, settings)).record : undefined;
    if (!moved || moved.id === id) throw error;
    return act({ id: moved.id, isMoved: true });
  }
}
