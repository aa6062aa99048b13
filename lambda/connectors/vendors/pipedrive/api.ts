import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { IdSchema } from "./shapes.ts";

/**
 * Pipedrive's API, as its answers are read. Version 2 has persons, deals and activities; call logs, notes, leads and
 * users exist in version 1 only. https://pipedrive.readme.io/docs/pipedrive-api-v2
 */

const PageSchema = z.object({
  additional_data: z.optional(
    z.nullable(
      z.object({
        /** Of version 2. */
        next_cursor: z.optional(z.nullable(z.string())),
        /** Of version 1. */
        pagination: z.optional(
          z.object({ more_items_in_collection: z.optional(z.boolean()), next_start: z.optional(z.number()) }),
        ),
      }),
    ),
  ),
});

/** What a GET answers. An answer that cannot be read must not pass for "there is none". */
export async function dataFrom<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const { body } = await crm.request("GET", path);
  return dataIn(body, schema);
}

/** As {@link dataFrom}, for a record that somebody may have deleted. @returns undefined when Pipedrive has it no more */
export async function dataIfThere<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return await dataFrom(crm, path, schema);
  } catch (error) {
    if (error instanceof RejectedError && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

/** More of them are on no record within the days that are asked for. */
const MOST_PAGES = 50;

/** The pages of a list, for as long as they are wanted. @param path with a query */
export async function* pagesFrom<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  item: Schema,
): AsyncGenerator<z.output<Schema>[]> {
  let next = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { body } = await crm.request("GET", `${path}${next}`);
    yield dataIn(body, z.nullable(z.array(item))) ?? [];
    const { next_cursor, pagination } = z.safeParse(PageSchema, body).data?.additional_data ?? {};
    if (next_cursor) next = `&cursor=${encodeURIComponent(next_cursor)}`;
    else if (pagination?.more_items_in_collection && pagination.next_start) next = `&start=${pagination.next_start}`;
    else return;
  }
  throw new RejectedError(400, "Pipedrive's list is longer than the bridge reads");
}

function dataIn<Schema extends z.ZodMiniType>(body: unknown, schema: Schema): z.output<Schema> {
  const envelope = z.safeParse(EnvelopeSchema, body);
  const data = z.safeParse(schema, envelope.data?.data);
  if (!data.success) throw new TransientError("Pipedrive answered a look-up with something unexpected");
  return data.data;
}

const EnvelopeSchema = z.object({ data: z.unknown() });

const WrittenSchema = z.object({ data: z.object({ id: IdSchema }) });

/** The id in the answer to a write. */
export const idIn = (body: unknown): string | undefined => z.safeParse(WrittenSchema, body).data?.data.id;

/** Pipedrive's numbers, as a setting or an address has them. */
export const isNumber = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** @throws RejectedError 400 */
export function numberOf(id: string): number {
  if (!isNumber(id)) throw new RejectedError(400, "An id that Pipedrive should have is no number");
  return Number(id);
}

/** Those of leads and their labels. */
export const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** A moment as version 1 takes it, in UTC: `2026-06-15 14:31:05`. @param moment milliseconds since 1970 */
export const inUtc = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace("T", " ");
