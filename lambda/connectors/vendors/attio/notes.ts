import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { PEOPLE } from "./records.ts";

/** Notes on people, which can be made, read and deleted, and not changed: https://docs.attio.com/rest-api/endpoint-reference/notes */

const NOTES = "/v2/notes";
/** As many as Attio shows at once. */
const PAGE = 50;
/** More are on no person. */
const MOST_PAGES = 10;

const IdSchema = z.object({ note_id: z.string() });
const NoteSchema = z.object({ id: IdSchema, content_plaintext: z.string() });

export interface Note {
  readonly id: string;
  readonly text: string;
}

export interface NewNote {
  readonly title: string;
  readonly content: string;
  /** When the call was: there it stands among a person's notes. */
  readonly created_at: string;
}

/** @returns its id. @throws RejectedError 404 where the person is gone */
export async function makeNote(crm: CrmHttp, personId: string, note: NewNote): Promise<string> {
  const data = { parent_object: PEOPLE, parent_record_id: personId, format: "plaintext", ...note };
  const { body } = await crm.request("POST", NOTES, jsonContent({ data }));
  const made = z.safeParse(z.object({ data: z.object({ id: IdSchema }) }), body).data;
  if (!made) throw new TransientError("Attio did not say which note it made");
  return made.data.id.note_id;
}

/** All of a person's. */
export async function notesOf(crm: CrmHttp, personId: string): Promise<Note[]> {
  const notes: Note[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      parent_object: PEOPLE,
      parent_record_id: personId,
      limit: String(PAGE),
      offset: String(page * PAGE),
    });
    const { body } = await crm.request("GET", `${NOTES}?${query}`);
    const rows = z.safeParse(z.object({ data: z.array(NoteSchema) }), body).data?.data;
    if (!rows) throw new TransientError("Attio answered a look-up with something unexpected");
    notes.push(...rows.map(({ id, content_plaintext }) => ({ id: id.note_id, text: content_plaintext })));
    if (rows.length < PAGE) break;
  }
  return notes;
}

export const deleteNote = (crm: CrmHttp, id: string) => crm.request("DELETE", `${NOTES}/${encodeURIComponent(id)}`);
