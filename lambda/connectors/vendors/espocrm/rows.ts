import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { API } from "./access.ts";

/** Records of EspoCRM, and how they are asked for. https://docs.espocrm.com/development/api/crud/ */

const RowSchema = z.looseObject({ id: z.string() });
export type Row = z.output<typeof RowSchema>;

const ListSchema = z.object({ list: z.array(RowSchema) });

/** https://docs.espocrm.com/development/api-search-params/ */
export interface Where {
  readonly type: "equals" | "in" | "isTrue" | "startsWith" | "endsWith";
  readonly attribute: string;
  readonly value?: string | readonly string[];
}

export interface Question {
  /** All hold. */
  readonly where: readonly Where[];
  readonly select: readonly string[];
  readonly maxSize: number;
  readonly offset?: number;
  readonly newestFirst?: boolean;
}

export const pathOf = (entity: string, id: string): string =>
  `${API}/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;

/** @throws RejectedError 404 when there is no such record (any more) */
export async function readRow(crm: CrmHttp, entity: string, id: string): Promise<Row> {
  const { body } = await crm.request("GET", pathOf(entity, id));
  return rowIn(body);
}

export async function findRows(crm: CrmHttp, entity: string, question: Question): Promise<Row[]> {
  const { where, select, maxSize, offset = 0, newestFirst = false } = question;
  const query = new URLSearchParams();
  where.forEach(({ type, attribute, value }, at) => {
    query.append(`where[${at}][type]`, type);
    query.append(`where[${at}][attribute]`, attribute);
    if (typeof value === "string") query.append(`where[${at}][value]`, value);
    else value?.forEach((each) => void query.append(`where[${at}][value][]`, each));
  });
  query.append("select", select.join(","));
  query.append("maxSize", String(maxSize));
  if (offset > 0) query.append("offset", String(offset));
  if (newestFirst) {
    query.append("orderBy", "createdAt");
    query.append("order", "desc");
  }
  // Without the count of all that there are, which takes a query of its own.
  const { body } = await crm.request("GET", `${API}/${entity}?${query}`, undefined, { "x-no-total": "true" });
  const { data } = z.safeParse(ListSchema, body);
  if (!data) throw new TransientError("EspoCRM answered a look-up with something unexpected");
  return data.list;
}

/** @throws TransientError when it is none */
export function rowIn(body: unknown): Row {
  const row = z.safeParse(RowSchema, body).data;
  if (!row) throw new TransientError("EspoCRM answered with something else than a record");
  return row;
}

export function textOf(row: Readonly<Record<string, unknown>>, attribute: string): string | undefined {
  const value = Object.hasOwn(row, attribute) ? row[attribute] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
