import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";

/** Close's usual; it takes no more than twice as many. */
const PAGE = 100;
/** As many pages are read of one list. */
const MOST_PAGES = 10;

const PageSchema = z.object({ data: z.array(z.unknown()), has_more: z.optional(z.boolean()) });

/**
 * The objects of a list, page after page: https://developer.close.com/api/overview/pagination
 * @throws TransientError when the answer is no list of such objects: it must not pass for "there are none"
 */
export async function* readPages<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  filters: Readonly<Record<string, string>>,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ ...filters, _limit: String(PAGE), _skip: String(page * PAGE) });
    const { body } = await crm.request("GET", `${path}?${query}`);
    const { data, has_more = false } = z.safeParse(PageSchema, body).data ?? {};
    const objects = z.safeParse(z.array(schema), data).data;
    if (!objects) throw new TransientError("Close answered a list with something unexpected");
    yield* objects;
    if (!has_more || objects.length === 0) return;
  }
}
