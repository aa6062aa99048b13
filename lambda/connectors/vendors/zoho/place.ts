import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { CONTACTS, checked, LEADS, pathOf, type Row, rowsOf } from "./api.ts";
import { saysZoho } from "./meaning.ts";
import { findRecord, type PersonSettings } from "./person.ts";

/**
 * Where a person is now: a lead that somebody converted is a contact from then on, and shows itself no more. One that was
 * merged into another is deleted, and what it had is the other's.
 */

export interface Place {
  readonly record: CrmRecord;
  readonly values: Row;
  /** The job's own record is gone, and this is another with the person's phone or address. */
  readonly isMoved: boolean;
}

/** It is found or made before anything is written. */
export const recordOf = ({ record }: Pick<ReportJob, "record">): CrmRecord => record ?? { type: LEADS, id: "" };

/**
 * @param fields that are wanted of it
 * @throws RejectedError 404 when Zoho shows neither the record nor the person
 */
export async function placeOf(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  fields: readonly string[],
  settings: PersonSettings,
): Promise<Place> {
  const record = checked(recordOf(job));
  const own = await read(crm, record, fields);
  if (own) return { record, values: own, isMoved: false };
  const contact = record.type === LEADS ? await convertedTo(crm, record) : undefined;
  const ofContact = contact && (await read(crm, contact, fields));
  if (contact && ofContact) return { record: contact, values: ofContact, isMoved: false };
  const other = (await findRecord(crm, job.lead, settings)).record;
  const ofOther = other && (await read(crm, other, fields));
  if (other && ofOther) return { record: other, values: ofOther, isMoved: true };
  throw new RejectedError(404, "Zoho shows no such record: it was deleted, or merged into another");
}

async function read(crm: CrmHttp, record: CrmRecord, fields: readonly string[]): Promise<Row | undefined> {
  return shown(crm, `${pathOf(record)}?fields=${fields.join(",")}`);
}

async function shown(crm: CrmHttp, path: string): Promise<Row | undefined> {
  try {
    return rowsOf(await crm.request("GET", path))[0];
  } catch (error) {
    if (saysZoho(error, "INVALID_DATA", "ID_ALREADY_CONVERTED", "RECORD_NOT_FOUND")) return undefined;
    throw error;
  }
}

const Reference = z.union([
  z.string(),
  z.pipe(
    z.object({ id: z.string() }),
    z.transform(({ id }) => id),
  ),
]);

/** https://www.zoho.com/crm/developer/docs/api/v8/get-records.html, `converted` */
const ConvertedSchema = z.object({ $converted_detail: z.object({ contact: Reference }) });

/** The contact that a lead became, as the whole lead says it. */
async function convertedTo(crm: CrmHttp, lead: CrmRecord): Promise<CrmRecord | undefined> {
  const values = await shown(crm, `${pathOf(lead)}?converted=true`);
  const detail = z.safeParse(ConvertedSchema, values).data;
  return detail && { type: CONTACTS, id: detail.$converted_detail.contact };
}
