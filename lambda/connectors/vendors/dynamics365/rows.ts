import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";

/** Rows of Dataverse's tables, as its Web API has them. */

/** Every path begins so. https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/overview */
export const API = "/api/data/v9.2";

export type Table = "leads" | "contacts" | "phonecalls" | "annotations" | "systemusers";

/** Where a row stands, below the API. What could end the id ahead of time is encoded. */
export const rowAt = (table: Table, id: string): string =>
  `${table}(${encodeURIComponent(id).replace(/[()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;

/** The table of a record of ours. */
export const tableOf = ({ type }: Pick<CrmRecord, "type">): "leads" | "contacts" =>
  type === "contact" ? "contacts" : "leads";

const RowSchema = z.record(z.string(), z.unknown());
export type Row = z.output<typeof RowSchema>;
const RowsSchema = z.object({ value: z.array(RowSchema), "@odata.nextLink": z.optional(z.string()) });

/** The text of a row's field; empty where there is none. */
export const textOf = (row: Row, field: string): string => {
  const value = row[field];
  return typeof value === "string" ? value : "";
};

/** A text in a filter: its own quotes are doubled. https://docs.oasis-open.org/odata/odata/v4.0/odata-v4.0-part2-url-conventions.html */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** @throws RejectedError 404 when it is not there */
export async function readRow(crm: CrmHttp, table: Table, id: string, fields: readonly string[]): Promise<Row> {
  const { body } = await crm.request("GET", `${API}/${rowAt(table, id)}?$select=${fields.join(",")}`);
  const { data } = z.safeParse(RowSchema, body);
  if (!data) throw unexpected();
  return data;
}

/** https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/query/overview */
export async function findRows(
  crm: CrmHttp,
  table: Table,
  query: Readonly<Record<"$select" | "$filter" | "$orderby" | "$top", string>>,
): Promise<readonly Row[]> {
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return (await pageAt(crm, `${API}/${table}?${asked.join("&")}`)).value;
}

const ROWS_A_PAGE = 1_000;

/** Reads a table page by page: https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/query/page-results */
export async function readPages(crm: CrmHttp, path: string, mostPages: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next: string | undefined = `${API}/${path}`;
  for (let page = 0; next !== undefined && page < mostPages; page += 1) {
    const { value, "@odata.nextLink": link }: z.output<typeof RowsSchema> = await pageAt(crm, next, {
      prefer: `odata.maxpagesize=${ROWS_A_PAGE}`,
    });
    rows.push(...value);
    next = ownPath(link);
  }
  return rows;
}

/** The next page is named by a whole address; only its path is followed, and only within the API. */
function ownPath(link: string | undefined): string | undefined {
  const url = link !== undefined && URL.canParse(link) ? new URL(link) : undefined;
  return url?.pathname.startsWith(`${API}/`) ? `${url.pathname}${url.search}` : undefined;
}

async function pageAt(crm: CrmHttp, path: string, headers?: Record<string, string>) {
  const { body } = await crm.request("GET", path, undefined, headers);
  const { data } = z.safeParse(RowsSchema, body);
  if (!data) throw unexpected();
  return data;
}

/**
 * Makes a row under an id of ours, in one request.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
 * @throws ExistsError when it is there already, so that nothing was changed
 */
export const makeRow = (crm: CrmHttp, table: Table, id: string, fields: object) =>
  crm.request("PATCH", `${API}/${rowAt(table, id)}`, jsonContent(fields), { "if-none-match": "*" });

/**
 * Changes a row. Without the condition, one that somebody has deleted would be made anew, and empty.
 * @throws RejectedError 404 when it is not there
 */
export const changeRow = (crm: CrmHttp, table: Table, id: string, fields: object) =>
  crm.request("PATCH", `${API}/${rowAt(table, id)}`, jsonContent(fields), { "if-match": "*" });

/** An answer that cannot be read must not pass for "there are none". */
const unexpected = () => new TransientError("Dynamics 365 answered a look-up with something unexpected");
