import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer, Content } from "../../contract/http.ts";
import { type CrmHttp, ExistsError } from "../../contract/reporter.ts";
import { isUuid } from "../../kit/out/own-id.ts";

/** SuiteCRM's records, as its API answers them. https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/ */

export const API = "/Api/V8";
/** Modules, which are the types of our records as well. */
export const LEADS = "Leads";
export const CONTACTS = "Contacts";
export const CALLS = "Calls";
export const NOTES = "Notes";

/** @throws RejectedError 400 for what can be no record of SuiteCRM's, so that it gets into no path */
export function checked({ type, id }: CrmRecord): CrmRecord {
  if (/^[A-Za-z]\w{0,60}$/.test(type) && (isUuid(id) || /^\d{1,36}$/.test(id))) return { type, id };
  throw new RejectedError(400, "The lead's record is none of SuiteCRM's: its type is a module, its id one of its own");
}

/** A number and a yes are texts; what is empty is an empty text. */
const RowSchema = z.object({ id: z.string(), attributes: z.catch(z.record(z.string(), z.unknown()), {}) });
export type Row = z.output<typeof RowSchema>;

export const textOf = ({ attributes }: Pick<Row, "attributes">, field: string): string => {
  const value = attributes[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

const isYes = /^(?:1|true|on|yes)$/i;
export const isSet = (row: Row, field: string): boolean =>
  row.attributes[field] === true || isYes.test(textOf(row, field));

const ListSchema = z.object({
  data: z.array(RowSchema),
  meta: z.catch(z.optional(z.object({ "total-pages": z.optional(z.coerce.number()) })), undefined),
});
const OneSchema = z.object({ data: RowSchema });

/** @throws TransientError for anything but records: it must not pass for "there are none" */
function inShape<Schema extends z.ZodMiniType>(schema: Schema, { body }: ApiAnswer): z.output<Schema> {
  const read = z.safeParse(schema, body);
  if (!read.success) throw new TransientError("SuiteCRM answered a look-up with something unexpected");
  return read.data;
}

/** @param fields that are wanted of it; one that the module does not have is refused */
export async function readRecord(crm: CrmHttp, record: CrmRecord, fields: readonly string[]): Promise<Row> {
  const { type, id } = checked(record);
  const query = new URLSearchParams({ [`fields[${type}]`]: fields.join(",") });
  return inShape(OneSchema, await crm.request("GET", `${API}/module/${type}/${id}?${query}`)).data;
}

export interface Page {
  readonly rows: readonly Row[];
  readonly isLast: boolean;
}

/** @param filters as the API names them, e.g. `filter[phone_work][like]` */
export async function listRecords(
  crm: CrmHttp,
  module: string,
  fields: readonly string[],
  filters: Readonly<Record<string, string>>,
  { size, number }: { readonly size: number; readonly number: number },
): Promise<Page> {
  const query = new URLSearchParams({
    [`fields[${module}]`]: fields.join(","),
    "page[size]": String(size),
    "page[number]": String(number),
    ...filters,
  });
  const { data, meta } = inShape(ListSchema, await crm.request("GET", `${API}/module/${module}?${query}`));
  return { rows: data, isLast: data.length === 0 || number >= (meta?.["total-pages"] ?? 1) };
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

const document = (type: string, id: string, attributes: Attributes): Content => ({
  type: "application/vnd.api+json",
  body: JSON.stringify({ data: { type, id, attributes } }),
});

/** @throws ExistsError where there is a record with this id, also one that was deleted */
export const createRecord = (crm: CrmHttp, { type, id }: CrmRecord, attributes: Attributes): Promise<ApiAnswer> =>
  crm.request("POST", `${API}/module`, document(type, id, attributes));

export function updateRecord(crm: CrmHttp, record: CrmRecord, attributes: Attributes): Promise<ApiAnswer> {
  const { type, id } = checked(record);
  return crm.request("PATCH", `${API}/module`, document(type, id, attributes));
}

/** Makes a record under an id of ours, or brings the one that is there up to date. */
export async function putRecord(crm: CrmHttp, record: CrmRecord, attributes: Attributes): Promise<void> {
  try {
    await createRecord(crm, record, attributes);
  } catch (error) {
    if (!(error instanceof ExistsError)) throw error;
    await updateRecord(crm, record, attributes);
  }
}

/**
 * A moment as SuiteCRM keeps it, in UTC. Anything else it takes for a moment in the form and the zone of whoever is
 * signed in, and one in ISO 8601 for none. https://github.com/salesagility/SuiteCRM/blob/master/data/SugarBean.php,
 * `fixUpFormatting`
 */
export const momentOf = (moment: string): string => new Date(moment).toISOString().slice(0, 19).replace("T", " ");

/** SuiteCRM takes markup out of a text, and keeps what its own pages make of a text: these as names. */
export const plain = (text: string): string => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
