import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";

/** As many as Follow Up Boss shows at once. */
const PAGE = 100;
/** As many pages are read of one list. */
const MOST_PAGES = 20;

const PageSchema = z.looseObject({ _metadata: z.optional(z.object({ total: z.optional(z.number()) })) });

/**
 * The objects of a list, page after page: https://docs.followupboss.com/reference/pagination
 * @param collection what the list is called in the answer, as in the path: `people`, `calls`, `users`
 * @throws TransientError when the answer is no list of such objects: it must not pass for "there are none"
 */
export async function* readPages<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  filters: Readonly<Record<string, string>>,
  { collection, schema }: { readonly collection: string; readonly schema: Schema },
): AsyncGenerator<z.output<Schema>> {
  for (let offset = 0; offset < PAGE * MOST_PAGES; offset += PAGE) {
    const query = new URLSearchParams({ ...filters, limit: String(PAGE), ...(offset && { offset: String(offset) }) });
    const { body } = await crm.request("GET", `${path}?${query}`);
    const page = z.safeParse(PageSchema, body).data;
    const objects = z.safeParse(z.array(schema), page?.[collection]).data;
    if (!objects) throw new TransientError("Follow Up Boss answered a list with something unexpected");
    yield* objects;
    if (objects.length < PAGE || offset + objects.length === page?._metadata?.total) return;
  }
}
