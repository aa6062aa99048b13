import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer, Content } from "../../contract/http.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/**
 * Methods of Odoo's models, called by name: each call does everything or nothing.
 * https://www.odoo.com/documentation/19.0/developer/reference/external_api.html
 */

/** Models, which are the types of our records as well. */
export const LEAD = "crm.lead";
export const CONTACT = "res.partner";

export const methodPath = (model: string, method: string): string => `/json/2/${model}/${method}`;

export const call = (crm: CrmHttp, model: string, method: string, values: object): Promise<ApiAnswer> =>
  crm.request("POST", methodPath(model, method), jsonContent(values));

/** @throws RejectedError 400 for what can be no record of Odoo's, so that it gets into no path */
export function checked({ type, id }: CrmRecord): { readonly model: string; readonly id: number } {
  if (/^[a-z]\w{0,60}(?:\.\w{1,60}){0,6}$/.test(type) && /^[1-9]\d{0,14}$/.test(id))
    return { model: type, id: Number(id) };
  throw new RejectedError(400, "The lead's record is none of Odoo's: its type is a model's name, its id a number");
}

const RowSchema = z.looseObject({ id: z.number() });
export type Row = z.output<typeof RowSchema>;

export interface Search {
  /** https://www.odoo.com/documentation/19.0/developer/reference/backend/orm.html#search-domains */
  readonly domain: readonly unknown[];
  readonly fields: readonly string[];
  readonly limit: number;
  /** The newest first, unless it says otherwise. */
  readonly order?: string;
}

/** @param withArchived also what somebody archived: a lead that is lost, a user who left */
export const searchContent = ({ order = "id desc", ...search }: Search, withArchived: boolean): Content =>
  jsonContent({ ...search, order, ...(withArchived && { context: { active_test: false } }) });

/** @throws TransientError for anything but rows: it must not pass for "there are none" */
export function rowsIn({ body }: ApiAnswer): Row[] {
  const rows = z.safeParse(z.array(RowSchema), body).data;
  if (!rows) throw new TransientError("Odoo answered a look-up with something unexpected");
  return rows;
}

export async function searchRead(crm: CrmHttp, model: string, search: Search, withArchived = false): Promise<Row[]> {
  const content = searchContent(search, withArchived);
  return rowsIn(inWhole(await crm.request("POST", methodPath(model, "search_read"), content)));
}

/** What a method made: Odoo answers the ids of records. */
export const madeId = ({ body }: ApiAnswer): string | undefined => {
  const id = z.safeParse(z.union([z.number(), z.tuple([z.number()])]), body).data;
  return id === undefined ? undefined : String(id);
};

/** The text of a field; an empty one is `false`. */
export const textOf = (row: Readonly<Record<string, unknown>>, field: string): string => {
  const value = row[field];
  return typeof value === "string" ? value : "";
};

const ReferenceSchema = z.tuple([z.number(), z.string()]);

/** The record that a field refers to, by id and name; undefined where there is none. */
export const referenceOf = (row: Row, field: string): { readonly id: string; readonly name: string } | undefined => {
  const [id, name] = z.safeParse(ReferenceSchema, row[field]).data ?? [];
  return id === undefined || name === undefined ? undefined : { id: String(id), name };
};

/** A moment as Odoo takes it: in UTC, without saying so. */
export const momentOf = (moment: string | Date): string =>
  new Date(moment).toISOString().slice(0, 19).replace("T", " ");
