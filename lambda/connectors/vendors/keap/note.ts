import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { CONTACTS, type PlaceSettings } from "./contact-search.ts";
import { IdSchema } from "./objects.ts";
import { filterOf, readPages } from "./pages.ts";
import { atContact } from "./place.ts";

/** A call as a note on the contact, of the type Call: Keap has no other record of one. */

export interface NoteSettings extends PlaceSettings {
  readonly ownerId: string;
  readonly noteType: string;
}

const NoteSchema = z.object({ id: IdSchema, text: z.optional(z.nullable(z.string())) });

/** Characters of a text; Keap names no limit for notes, and 65535 for texts of its own making. */
const MAX_TEXT = 60_000;

const notesOf = (contact: string): string => `${CONTACTS}/${encodeURIComponent(contact)}/notes`;

export const createNote = (crm: CrmHttp, job: ReportJob, settings: NoteSettings): Promise<Written> =>
  atContact(crm, job, settings, async ({ id }) => {
    const note = { ...changing(job, settings), type: settings.noteType };
    const { body } = await crm.request("POST", notesOf(id), jsonContent(note));
    return { activityId: z.safeParse(NoteSchema, body).data?.id };
  });

/** What is not named in the mask stays as it is: that somebody pinned it, or its own fields. */
export const updateNote = (crm: CrmHttp, job: ReportJob, noteId: string, settings: NoteSettings): Promise<Written> =>
  atContact(crm, job, settings, async ({ id }) => {
    const note = changing(job, settings);
    const mask = new URLSearchParams(Object.keys(note).map((name): [string, string] => ["update_mask", name]));
    await crm.request("PATCH", `${notesOf(id)}/${encodeURIComponent(noteId)}?${mask}`, jsonContent(note));
    return { activityId: noteId };
  });

const changing = (job: ReportJob, { ownerId }: NoteSettings) => ({
  title: titleOf(job.call),
  // A note has no fields for a call: it says itself when that was, and who rang whom.
  text: textNote(job, MAX_TEXT, { standsAlone: true }),
  user_id: job.ownerId ?? ownerId,
});

const DAY_MS = 86_400_000;

/**
 * The note of an earlier write whose end is not known, by the words that begin its text, among those that were written
 * since the call.
 */
export const findNote = (crm: CrmHttp, job: ReportJob, settings: NoteSettings): Promise<string | undefined> =>
  atContact(crm, job, settings, async ({ id }) => {
    const since = new Date(Date.parse(job.call.startedAt ?? job.lead.receivedAt) - DAY_MS).toISOString();
    const filters = { filter: filterOf({ title: "Callingly call*", since_time: since }), order_by: "id desc" };
    for await (const note of readPages(crm, notesOf(id), filters, { collection: "notes", schema: NoteSchema })) {
      if (traceOf(job.call, [note], ({ text }) => text)) return note.id;
    }
    return undefined;
  });
