import * as z from "zod/mini";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import { API } from "./address.ts";
import { CONTACTS, IdSchema, inForm } from "./objects.ts";

/** A note on the contact, which can be changed and is found again. https://developers.freshworks.com/crm/api/#notes */

const NOTES = `${API}/notes`;

/** Characters of a text; Freshsales names no limit. */
const MAX_TEXT = 60_000;

/** The note says itself when the call was, and who rang whom: there are no fields for that. */
export const textOf = (job: ReportJob): string => htmlNote(job, MAX_TEXT, { standsAlone: true });

const MadeSchema = z.object({ note: z.object({ id: IdSchema }) });

/** @returns its id */
export async function addNote(crm: CrmHttp, job: ReportJob, contact: string): Promise<string | undefined> {
  const note = { description: textOf(job), targetable_type: "Contact", targetable_id: contact };
  const { body } = await crm.request("POST", NOTES, jsonContent({ note }));
  return z.safeParse(MadeSchema, body).data?.note.id;
}

export async function changeNote(crm: CrmHttp, job: ReportJob, id: string): Promise<void> {
  const content = jsonContent({ note: { description: textOf(job) } });
  await crm.request("PUT", `${NOTES}/${encodeURIComponent(id)}`, content);
}

const NoteSchema = z.object({ id: IdSchema, description: z.optional(z.nullable(z.string())) });
const NotesSchema = z.object({
  notes: listOf(NoteSchema),
  meta: z.optional(z.nullable(z.object({ total_pages: z.optional(z.number()) }))),
});

/** As many pages are read. */
const MOST_PAGES = 20;

/** The note on this call among those of the contact: a single one is shown nowhere else. */
export async function findNote(crm: CrmHttp, job: ReportJob, contact: string): Promise<string | undefined> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `${CONTACTS}/${encodeURIComponent(contact)}/notes${page > 1 ? `?page=${page}` : ""}`;
    const { body } = await crm.request("GET", path);
    const { notes, meta } = inForm(NotesSchema, body, "notes");
    const note = traceOf(job.call, notes, ({ description }) => description);
    if (note) return note.id;
    if (page >= (meta?.total_pages ?? 1)) break;
  }
  return undefined;
}
