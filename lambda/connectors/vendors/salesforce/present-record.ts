import type { CrmHttp } from "../../contract/reporter.ts";
import { personRecord } from "./ids.ts";
import { ask, quoted, type Row, textOf } from "./query.ts";

/** Where a person's record is by now: leads become contacts, and records are merged into others. */

export interface PresentRecord {
  readonly type: "lead" | "contact";
  readonly id: string;
  readonly row: Row;
}

/** A record may have been merged into one that was merged itself, or converted since. */
const MOST_STEPS = 5;

/**
 * Follows a record to the one that stands for it now: a converted lead to its contact, one that was merged to the one
 * that is left. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_lead.htm
 * @param fields of a lead, beside those that are needed to follow it; a contact's row has none
 * @returns undefined when it was deleted, or never was
 */
export async function presentRecord(
  crm: CrmHttp,
  api: string,
  id: string,
  fields: readonly string[] = [],
): Promise<PresentRecord | undefined> {
  let at = personRecord(id);
  for (let step = 0; at !== undefined && step < MOST_STEPS; step += 1) {
    const { type } = at;
    const question =
      type === "lead"
        ? `SELECT ${[...new Set(["Id", "IsConverted", "ConvertedContactId", ...fields])].join(", ")} FROM Lead`
        : "SELECT Id FROM Contact";
    const [row] = await ask(crm, api, `${question} WHERE Id = ${quoted(at.id)}`);
    if (row && row.IsConverted !== true) return { type, id: at.id, row };
    at = personRecord(row ? textOf(row, "ConvertedContactId") : await masterOf(crm, api, type, at.id));
  }
  return undefined;
}

/** The record that a merged one went into; empty when it was only deleted, or is gone altogether. */
async function masterOf(crm: CrmHttp, api: string, type: PresentRecord["type"], id: string): Promise<string> {
  const object = type === "lead" ? "Lead" : "Contact";
  const question = `SELECT Id, MasterRecordId FROM ${object} WHERE Id = ${quoted(id)}`;
  const [row] = await ask(crm, api, question, { includingGone: true });
  return row ? textOf(row, "MasterRecordId") : "";
}
