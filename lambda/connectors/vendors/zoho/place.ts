import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { CONTACTS, LEADS, pathOf, type Row, rowsOf } from "./api.ts";
import { saysZoho } from "./meaning.ts";

/** Where a person is now: a lead that somebody converted is a contact from then on, and shows itself no more. */

export interface Place {
  readonly record: CrmRecord;
  readonly values: Row;
}

/**
 * @param fields that are wanted of it
 * @throws RejectedError 404 when Zoho shows no such record: it was deleted, or merged into another
 */
export async function placeOf(crm: CrmHttp, record: CrmRecord, fields: readonly string[]): Promise<Place> {
  const values = await read(crm, record, fields);
  if (values) return { record, values };
  const contact = record.type === LEADS ? await convertedTo(crm, record) : undefined;
  const moved = contact && (await read(crm, contact, fields));
  if (contact && moved) return { record: contact, values: moved };
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
