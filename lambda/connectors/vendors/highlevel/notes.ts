import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { inForm } from "./api.ts";
import { contactPath } from "./contact.ts";

/**
 * A call's note on the contact: the one thing in HighLevel that holds all of a call and that can be changed.
 * https://marketplace.gohighlevel.com/docs/ghl/contacts/create-note
 */

/** HighLevel names no limit. A note of this length is read in one piece, and so are a contact's notes. */
const MAX_NOTE = 20_000;

const NoteSchema = z.object({ id: z.string(), body: z.optional(z.nullable(z.string())) });
const HeldSchema = z.object({ note: NoteSchema });
const NotesSchema = z.object({ notes: z.array(NoteSchema) });

export interface NoteSettings {
  readonly ownerId?: string | undefined;
}

export async function createNote(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  settings: NoteSettings,
): Promise<Written> {
  const { body } = await crm.request("POST", notesOf(contactId), noteOn(job, settings));
  return { activityId: z.safeParse(HeldSchema, body).data?.note.id };
}

export async function updateNote(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  noteId: string,
  settings: NoteSettings,
): Promise<Written> {
  await crm.request("PUT", `${notesOf(contactId)}/${encodeURIComponent(noteId)}`, noteOn(job, settings));
  return { activityId: noteId };
}

/** The note of an earlier write whose end is not known. HighLevel shows all notes of a contact at once. */
export async function findNote(crm: CrmHttp, { call }: ReportJob, contactId: string): Promise<string | undefined> {
  const { body } = await crm.request("GET", notesOf(contactId));
  return traceOf(call, inForm(NotesSchema, body, "a contact's notes").notes, (note) => note.body)?.id;
}

const notesOf = (contactId: string): string => `${contactPath(contactId)}/notes`;

const noteOn = (job: ReportJob, { ownerId }: NoteSettings) =>
  jsonContent({ body: textNote(job, MAX_NOTE, { standsAlone: true }), userId: job.ownerId ?? ownerId });
