import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/** Zoho's records, as its API answers them. https://www.zoho.com/crm/developer/docs/api/v8/ */

export const API = "/crm/v8";
/** Modules by their API names, which are the types of our records as well. */
export const LEADS = "Leads";
export const CONTACTS = "Contacts";

/** @throws RejectedError 400 for what can be no record of Zoho's, so that it gets into no path and no query */
export function checked({ type, id }: CrmRecord): CrmRecord {
  if (/^[A-Za-z]\w{0,99}$/.test(type) && /^\d{1,40}$/.test(id)) return { type, id };
  throw new RejectedError(400, "The lead's record is none of Zoho's: its type is a module's API name, its id a number");
}

export function pathOf(record: CrmRecord): string {
  const { type, id } = checked(record);
  return `${API}/${type}/${id}`;
}

const RowSchema = z.record(z.string(), z.unknown());
const RowsSchema = z.object({ data: z.array(RowSchema) });
export type Row = z.output<typeof RowSchema>;

/** Rows of an answer; where Zoho has none it answers 204 with nothing. Anything else must not pass for "there are none". */
export function rowsOf({ status, text, body }: ApiAnswer): Row[] {
  if (status === 204 || text === "") return [];
  const answer = z.safeParse(RowsSchema, body);
  if (!answer.success) throw new TransientError("Zoho answered a look-up with something unexpected");
  return answer.data.data;
}

/** The text of a field; empty when it has none. */
export const textOf = (row: Row, field: string): string => {
  const value = row[field];
  return typeof value === "string" ? value : "";
};

const WrittenSchema = z.object({ data: z.tuple([z.object({ details: z.object({ id: z.string() }) })]) });

/** The id of what was written. */
export const writtenId = ({ body }: ApiAnswer): string | undefined =>
  z.safeParse(WrittenSchema, body).data?.data[0].details.id;

/**
 * Asks with Zoho's query language, which reads the records themselves: a search shows what was written a moment ago only
 * once it is indexed. https://www.zoho.com/crm/developer/docs/api/v8/Get-Records-through-COQL-Query.html
 */
export async function query(crm: CrmHttp, select_query: string): Promise<Row[]> {
  return rowsOf(inWhole(await crm.request("POST", `${API}/coql`, jsonContent({ select_query }))));
}

/** A value of a query: https://help.zoho.com/portal/en/community/topic/kaizen-171-faqs-on-coql-api */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A moment as Zoho takes it, with its offset; without one it would be read in the zone of whoever let us in. */
export const momentOf = (moment: string): string => new Date(moment).toISOString().replace(/\.\d+Z$/, "+00:00");

/** The row that is written, and what it may start at Zoho; nothing is said of that where `trigger` is missing. */
export const rowContent = (row: object, trigger?: readonly string[]) => jsonContent({ data: [row], trigger });
