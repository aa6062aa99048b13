import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { API } from "./access.ts";
import { CONTACTS, type PlaceSettings } from "./contact-search.ts";
import { IdSchema, Text } from "./objects.ts";
import { readPages } from "./pages.ts";
import { placeOf } from "./place.ts";

/**
 * A call's note on the contact: ActiveCampaign has no calls, and a note holds all of one and can be changed.
 * https://developers.activecampaign.com/reference/create-a-note
 */

/** Characters of a note; ActiveCampaign names no limit. A page of such notes is read in one piece. */
const MAX_NOTE = 20_000;
const PAGE = 20;

const NOTES = `${API}/notes`;
/** What ActiveCampaign calls a contact here. */
const CONTACT = "Subscriber";

const NoteSchema = z.object({ id: IdSchema, note: Text });
const HeldSchema = z.object({ note: z.object({ id: IdSchema }) });

export async function createNote(crm: CrmHttp, job: ReportJob, settings: PlaceSettings): Promise<Written> {
  const { contact } = await placeOf(crm, job, settings);
  const note = { note: textOf(job), relid: Number(contact.id), reltype: CONTACT };
  const { body } = await crm.request("POST", NOTES, jsonContent({ note }));
  return { activityId: z.safeParse(HeldSchema, body).data?.note.id };
}

/** Whose the note is has to be said again: https://developers.activecampaign.com/reference/update-a-note */
export async function updateNote(crm: CrmHttp, job: ReportJob, id: string, settings: PlaceSettings): Promise<Written> {
  const { contact } = await placeOf(crm, job, settings);
  const note = { note: textOf(job), relid: contact.id, reltype: CONTACT };
  await crm.request("PUT", `${NOTES}/${encodeURIComponent(id)}`, jsonContent({ note }));
  return { activityId: id };
}

/** The note of an earlier write whose end is not known, by the words that begin it. */
export async function findNote(crm: CrmHttp, job: ReportJob, settings: PlaceSettings): Promise<string | undefined> {
  const { contact } = await placeOf(crm, job, settings);
  const list = { collection: "notes", schema: NoteSchema, page: PAGE };
  for await (const note of readPages(crm, `${CONTACTS}/${contact.id}/notes`, {}, list)) {
    if (traceOf(job.call, [note], (each) => each.note)) return note.id;
  }
  return undefined;
}

const textOf = (job: ReportJob): string => textNote(job, MAX_NOTE, { standsAlone: true });
