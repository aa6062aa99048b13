import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { type Row, readRow, tableOf, textOf } from "./rows.ts";

/** Where a person's record is by now: one that was merged is still there, switched off, and names the one that is left. */

export interface PresentRecord {
  readonly record: CrmRecord;
  readonly row: Row;
}

/** A record may have been merged into one that was merged itself. */
const MOST_STEPS = 5;

/**
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/merge-tables-rows
 * @param fields to be read of it, beside those that are needed to follow it
 * @throws RejectedError 404 when it was deleted
 */
export async function presentRecord(
  crm: CrmHttp,
  record: CrmRecord,
  fields: readonly string[] = [],
): Promise<PresentRecord> {
  const asked = ["merged", "_masterid_value", ...fields];
  let at = record;
  let row = await readRow(crm, tableOf(at), at.id, asked);
  for (let step = 0; row.merged === true && textOf(row, "_masterid_value") && step < MOST_STEPS; step += 1) {
    at = { type: at.type, id: textOf(row, "_masterid_value") };
    row = await readRow(crm, tableOf(at), at.id, asked);
  }
  return { record: at, row };
}
