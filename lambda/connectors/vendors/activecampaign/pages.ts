import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";

/** As many as ActiveCampaign shows at once. */
const PAGE = 100;
/** As many pages are read of one list. */
const MOST_PAGES = 20;

interface List<Schema> {
  /** What the list is called in the answer. */
  readonly collection: string;
  readonly schema: Schema;
  /** As many are asked for at once, where 100 would be more than the bridge reads. */
  readonly page?: number;
}

const PageSchema = z.looseObject({});

/**
 * The objects of a list, page after page: https://developers.activecampaign.com/reference/pagination
 * @throws TransientError when the answer is no list of such objects: it must not pass for "there are none"
 * @throws RejectedError 400 when the list is longer than we read
 */
export async function* readPages<Schema extends z.ZodMiniType>(
  crm: Pick<CrmHttp, "request">,
  path: string,
  filters: Readonly<Record<string, string>>,
  { collection, schema, page = PAGE }: List<Schema>,
): AsyncGenerator<z.output<Schema>> {
  for (let offset = 0; offset < page * MOST_PAGES; offset += page) {
    const query = new URLSearchParams({ ...filters, limit: String(page), ...(offset && { offset: String(offset) }) });
    const { body } = await crm.request("GET", `${path}?${query}`);
    const objects = z.safeParse(z.array(schema), z.safeParse(PageSchema, body).data?.[collection]).data;
    if (!objects) throw new TransientError("ActiveCampaign answered a list with something unexpected");
    yield* objects;
    // Where a list comes as a whole, whatever was asked for, there is no next page either.
    if (objects.length !== page) return;
  }
  throw new RejectedError(400, "ActiveCampaign shows a longer list than the bridge reads");
}

export async function collected<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}
