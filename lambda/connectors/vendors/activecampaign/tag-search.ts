import * as z from "zod/mini";
import type { CrmHttp } from "../../contract/reporter.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { IdSchema, Text } from "./objects.ts";
import { readPages } from "./pages.ts";

export const TAGS = `${API}/tags`;

const TagSchema = z.object({ id: IdSchema, tag: z.string(), tagType: Text });

/**
 * The id of a tag of contacts; templates have tags as well. A search finds every tag whose name holds the text:
 * https://developers.activecampaign.com/reference/retrieve-all-tags
 */
export async function idOfTag(crm: Pick<CrmHttp, "request">, name: string): Promise<string | undefined> {
  const list = { collection: "tags", schema: TagSchema };
  for await (const { id, tag, tagType } of readPages(crm, TAGS, { search: name }, list)) {
    if (isSameText(tag, name) && tagType !== "template") return id;
  }
  return undefined;
}
