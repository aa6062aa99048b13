import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { CONTACTS, LEADS, type Row, readRecord, textOf } from "./api.ts";
import { isGone } from "./meaning.ts";
import { findRecord, type PeopleSettings } from "./people.ts";

/**
 * Where a person is now: a lead that somebody converted is a contact, and people look there. One that was merged into
 * another is deleted, and what it had is the other's.
 */

export interface Place {
  readonly record: CrmRecord;
  readonly row: Row;
  /** The job's own record is gone, and this is another with the person's phone or address. */
  readonly isMoved: boolean;
}

export interface Wanted {
  /** Fields that leads and contacts both have. */
  readonly fields: readonly string[];
  /** Fields that are wanted of a lead besides. */
  readonly ofLead: readonly string[];
}

/** It is found or made before anything is written. */
export const recordOf = ({ record }: Pick<ReportJob, "record">): CrmRecord => record ?? { type: LEADS, id: "" };

/** @throws RejectedError when SuiteCRM shows neither the record nor the person */
export async function placeOf(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PeopleSettings,
  wanted: Wanted = { fields: [], ofLead: [] },
): Promise<Place> {
  try {
    return { ...(await read(crm, recordOf(job), wanted)), isMoved: false };
  } catch (error) {
    const moved = isGone(error) ? (await findRecord(crm, job.lead, settings)).record : undefined;
    if (!moved) throw error;
    return { ...(await read(crm, moved, wanted)), isMoved: true };
  }
}

async function read(
  crm: CrmHttp,
  record: CrmRecord,
  { fields, ofLead }: Wanted,
): Promise<Pick<Place, "record" | "row">> {
  const wanted = [...new Set(["last_name", ...fields])];
  if (record.type !== LEADS) return { record, row: await readRecord(crm, record, wanted) };
  const row = await readRecord(crm, record, [...wanted, "status", "contact_id", ...ofLead]);
  const contactId = textOf(row, "contact_id");
  if (contactId === "" || textOf(row, "status") !== "Converted") return { record, row };
  const contact = { type: CONTACTS, id: contactId };
  try {
    return { record: contact, row: await readRecord(crm, contact, wanted) };
  } catch (error) {
    // The contact was deleted: the lead is still there.
    if (isGone(error)) return { record, row };
    throw error;
  }
}
