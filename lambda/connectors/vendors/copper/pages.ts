import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inWhole } from "../../kit/out/in-whole.ts";

/** As many as Copper shows at once. https://developer.copper.com/introduction/requests.html */
const PAGE = 200;
/** As many pages are read of one list. */
const MOST_PAGES = 20;

/**
 * What a search finds, page after page. Copper answers a list, and takes what is asked for by POST.
 * @param options.page where 200 at once would be more than the bridge reads
 * @throws TransientError when the answer is no list of such objects: it must not pass for "there are none"
 */
export async function* searchPages<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  filter: Readonly<Record<string, unknown>>,
  { schema, page = PAGE }: { readonly schema: Schema; readonly page?: number },
): AsyncGenerator<z.output<Schema>> {
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const question = jsonContent({ ...filter, page_number: number, page_size: page });
    const { body } = inWhole(await crm.request("POST", path, question));
    const found = z.safeParse(z.array(schema), body).data;
    if (!found) throw new TransientError("Copper answered a search with something unexpected");
    yield* found;
    if (found.length < page) return;
  }
}
