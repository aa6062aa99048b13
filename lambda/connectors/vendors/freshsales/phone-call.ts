import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { multipartContent } from "../../kit/out/content.ts";
import { API } from "./address.ts";
import { atContact, type PlaceSettings } from "./contact-search.ts";
import { addNote, changeNote, findNote, textOf } from "./note.ts";
import { IdSchema } from "./objects.ts";

/**
 * A call in Freshsales's log of calls. It can neither be changed nor found again: what comes later is a note beside it, which
 * is changed in place. Where there was no call, there is just the note.
 */

const PHONE_CALLS = `${API}/phone_calls`;

/** Ids of notes are told from those of calls by what stands before them. */
const NOTE = "note-";

const MadeSchema = z.object({ phone_call: z.object({ id: IdSchema }) });

export const createPhoneCall = (crm: CrmHttp, job: ReportJob, settings: PlaceSettings): Promise<Written> =>
  atContact(crm, job, settings, async ({ id }) => {
    if (job.call.remark !== undefined) {
      const note = await addNote(crm, job, id);
      return { activityId: note && `${NOTE}${note}` };
    }
    const { body } = await crm.request("POST", PHONE_CALLS, formOf(job, id));
    return { activityId: z.safeParse(MadeSchema, body).data?.phone_call.id };
  });

/** @returns the id that the call, or the note instead of it, has always had */
export async function updatePhoneCall(
  crm: CrmHttp,
  job: ReportJob,
  id: string,
  settings: PlaceSettings,
): Promise<Written> {
  const own = id.startsWith(NOTE) ? id.slice(NOTE.length) : undefined;
  if (own !== undefined) await changeNote(crm, job, own);
  else
    await atContact(crm, job, settings, async (place) => {
      const present = await findNote(crm, job, place.id);
      await (present === undefined ? addNote(crm, job, place.id) : changeNote(crm, job, present));
    });
  return { activityId: id };
}

/**
 * As a form with names in brackets: of the same as JSON Freshsales keeps the direction and drops the contact, with a 2xx.
 * These are all the fields that it is known to keep, seen in a public integration that was tried on a live account:
 * https://developers.freshworks.com/crm/api/#phone_calls describes others.
 */
function formOf(job: ReportJob, contact: string) {
  const fields = {
    // Whether it came in.
    "phone_call[call_direction]": String(job.call.direction === "inbound"),
    "phone_call[targetable_type]": "contact",
    "phone_call[targetable][id]": contact,
    "phone_call[note][description]": textOf(job),
  };
  // Of what it stands between nothing can hold it.
  const boundary = createHash("sha256").update(JSON.stringify(fields)).digest("hex").slice(0, 40);
  return multipartContent(fields, boundary);
}
