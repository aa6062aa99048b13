import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";

/**
 * Records of a workspace, and how they are asked for: https://docs.twenty.com/developers/extend/api. What describes them is
 * made for each workspace, under Settings, APIs & Webhooks, Playground.
 */

/** An object by the names that its API has. */
export interface ObjectName {
  readonly one: string;
  readonly many: string;
}

export const PERSON: ObjectName = { one: "person", many: "people" };
export const NOTE: ObjectName = { one: "note", many: "notes" };
export const NOTE_TARGET: ObjectName = { one: "noteTarget", many: "noteTargets" };

const RowSchema = z.looseObject({ id: z.string() });
export type Row = z.output<typeof RowSchema>;

/** Without the records that it is related to. */
const SHALLOW = "depth=0";

export const pathOf = ({ many }: ObjectName, id: string): string => `/rest/${many}/${encodeURIComponent(id)}`;

/** @throws {@link isGone} when there is no such record */
export async function readRow(crm: CrmHttp, object: ObjectName, id: string): Promise<Row> {
  const { body } = await crm.request("GET", `${pathOf(object, id)}?${SHALLOW}`);
  return rowIn(body, object);
}

/** @param body as it was answered to a request for one record */
function rowIn(body: unknown, { one }: ObjectName): Row {
  const row = z.safeParse(z.object({ data: z.object({ [one]: RowSchema }) }), body).data?.data[one];
  if (!row) throw new TransientError("Twenty answered with something else than a record");
  return row;
}

/**
 * @param filter https://docs.twenty.com/developers/extend/api, as {@link isFilterable} values allow
 * @param how.order default: as Twenty likes
 * @param how.depth 1 shows the records that each is related to as well
 */
export async function findRows(
  crm: CrmHttp,
  { many }: ObjectName,
  filter: string,
  limit: number,
  { order, depth = 0 }: { readonly order?: "newest first"; readonly depth?: 0 | 1 } = {},
): Promise<Row[]> {
  const query = new URLSearchParams({ filter, limit: String(limit), depth: String(depth) });
  if (order) query.set("order_by", "createdAt[DescNullsLast]");
  const { body } = await crm.request("GET", `/rest/${many}?${query}`);
  const rows = z.safeParse(z.object({ data: z.object({ [many]: z.array(RowSchema) }) }), body).data?.data[many];
  if (!rows) throw new TransientError("Twenty answered a look-up with something unexpected");
  return rows;
}

/** A filter knows no escapes: a value with one of these would be another question. */
export const isFilterable = (value: string): boolean => !/["'()[\],]/.test(value);

/** @returns its id */
export async function makeRow(crm: CrmHttp, { one, many }: ObjectName, values: object): Promise<string> {
  const { body } = await crm.request("POST", `/rest/${many}`, jsonContent(values));
  const name = `create${one.charAt(0).toUpperCase()}${one.slice(1)}`;
  return rowIn(body, { one: name, many }).id;
}

/** What is not named stays as it is. */
export const changeRow = (crm: CrmHttp, object: ObjectName, id: string, values: object) =>
  crm.request("PATCH", pathOf(object, id), jsonContent(values));
