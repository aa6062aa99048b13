import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { API } from "./access.ts";

/** How Sell wraps what it takes and answers: https://developer.zendesk.com/api-reference/sales-crm/requests */

export const LEAD = "lead";
export const CONTACT = "contact";

const COLLECTIONS: Readonly<Record<string, string>> = { [LEAD]: "leads", [CONTACT]: "contacts" };

/** Sell's ids are numbers. @throws RejectedError for a text that is none: it must not become another path */
export function numberOf(id: string): number {
  if (/^[1-9]\d{0,15}$/.test(id)) return Number(id);
  throw new RejectedError(400, `“${id}” is no id of Sell's`);
}

export const collectionOf = (type: string): string => `${API}/${COLLECTIONS[type] ?? COLLECTIONS[CONTACT]}`;

export const pathOf = ({ type, id }: CrmRecord): string => `${collectionOf(type)}/${numberOf(id)}`;

export const dataContent = (data: object) => jsonContent({ data });

export const IdSchema = z.pipe(z.number(), z.transform(String));

const Text = z.optional(z.nullable(z.string()));

/** A lead or a contact, as far as the bridge reads it. */
export const RecordSchema = z.object({
  id: IdSchema,
  first_name: Text,
  last_name: Text,
  email: Text,
  phone: Text,
  mobile: Text,
  status: Text,
  is_organization: ifPresent(z.nullable(z.boolean())),
  tags: z.optional(z.nullable(z.array(z.string()))),
  custom_fields: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export type SellRecord = z.output<typeof RecordSchema>;

const OneSchema = z.object({ data: z.unknown() });
const ListSchema = z.object({ items: z.array(OneSchema) });

/** @throws TransientError when the answer is something else: it must not pass for "there is none" */
export function dataIn<Schema extends z.ZodMiniType>(body: unknown, schema: Schema): z.output<Schema> {
  const answer = z.safeParse(schema, z.safeParse(OneSchema, body).data?.data);
  if (!answer.success) throw new TransientError("Sell answered with something unexpected");
  return answer.data;
}

/** The id of what was written, if the answer tells. */
export const writtenId = (body: unknown): string | undefined =>
  z.safeParse(z.object({ data: z.object({ id: IdSchema }) }), body).data?.data.id;

/** As many pages are read of one list. */
const MOST_PAGES = 20;

/**
 * The objects of a list, page after page.
 * @param perPage at most 100
 */
export async function* readPages<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  filters: Readonly<Record<string, string>>,
  { schema, perPage = 100 }: { readonly schema: Schema; readonly perPage?: number },
): AsyncGenerator<z.output<Schema>> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ ...filters, page: String(page), per_page: String(perPage) });
    const { body } = await crm.request("GET", `${path}?${query}`);
    const items = z.safeParse(ListSchema, body).data?.items;
    if (!items) throw new TransientError("Sell answered a list with something unexpected");
    for (const item of items) yield dataIn(item, schema);
    if (items.length < perPage) return;
  }
}
