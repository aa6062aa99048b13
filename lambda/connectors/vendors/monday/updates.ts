import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import { ask } from "./graphql.ts";

/**
 * A call as an update of the item, which can be edited: https://developer.monday.com/api-reference/reference/updates. An entry
 * of the item's timeline cannot. It would have to be deleted and made again, which no one request does: a worker that dies
 * between the two leaves none, and no question lists an item's entries, so that nobody could tell what is there.
 */

/** Characters of an update, markup included; monday names no limit. */
const MAX_NOTE = 60_000;

const noteOf = (job: ReportJob): string => htmlNote(job, MAX_NOTE, { standsAlone: true });

const CREATE = "mutation ($item_id: ID!, $body: String!) { create_update(item_id: $item_id, body: $body) { id } }";
const CreatedSchema = z.object({ create_update: z.object({ id: z.string() }) });

export async function createUpdate(crm: CrmHttp, job: ReportJob, item: string): Promise<Written> {
  const variables = { item_id: item, body: noteOf(job) };
  const { create_update } = await ask(crm, { query: CREATE, variables }, CreatedSchema);
  return { activityId: create_update.id };
}

const EDIT = "mutation ($id: ID!, $body: String!) { edit_update(id: $id, body: $body) { id } }";
/** What was not done is null, with or without a word why. */
const EditedSchema = z.object({ edit_update: z.optional(z.object({ id: z.string() })) });

export async function editUpdate(crm: CrmHttp, job: ReportJob, id: string): Promise<Written> {
  await ask(crm, { query: EDIT, variables: { id, body: noteOf(job) } }, EditedSchema);
  return { activityId: id };
}

/** The newest come first. */
const PAGE = 25;
const MOST_PAGES = 8;
const UPDATES = `query ($ids: [ID!], $page: Int) { items(ids: $ids) { updates(limit: ${PAGE}, page: $page) { id body } } }`;
const UpdatesSchema = z.object({
  items: z.array(
    z.object({
      updates: z.nullable(z.array(z.object({ id: z.string(), body: z.string() }))),
    }),
  ),
});

/** The update of an earlier write whose end is not known, by the words that begin it. */
export async function findUpdate(crm: CrmHttp, job: ReportJob, item: string): Promise<string | undefined> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { items } = await ask(crm, { query: UPDATES, variables: { ids: [item], page } }, UpdatesSchema);
    const updates = items[0]?.updates ?? [];
    const trace = traceOf(job.call, updates, ({ body }) => body);
    if (trace || updates.length < PAGE) return trace?.id;
  }
  return undefined;
}
