import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { CONTACTS, LEADS, type Row, readRecord, textOf } from "./api.ts";
import { isGone } from "./meaning.ts";

/** Where a person is now: a lead that somebody converted is a contact, and people look there. */

export interface Place {
  readonly record: CrmRecord;
  readonly row: Row;
}

/**
 * @param fields that are wanted of it, and that leads and contacts both have
 * @param ofLead that are wanted of a lead besides
 * @throws RejectedError when SuiteCRM shows no such record: it was deleted, or merged into another
 */
export async function placeOf(
  crm: CrmHttp,
  record: CrmRecord,
  fields: readonly string[] = [],
  ofLead: readonly string[] = [],
): Promise<Place> {
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
