import * as z from "zod/mini";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { htmlNote, traceOf } from "../../kit/out/note.ts";
import { MAX_NOTE, timeOf } from "./activity.ts";
import { idIn, numberOf, pagesFrom } from "./api.ts";
import type { Place } from "./place.ts";
import { IdSchema } from "./shapes.ts";

/** The note on a call whose call log cannot be changed: one, whatever comes. https://developers.pipedrive.com/docs/api/v1/Notes */

const NOTES = "/v1/notes";

/** @returns the note's id */
export async function noteOn(
  crm: CrmHttp,
  job: ReportJob,
  place: Place,
  how: "make one" | "or change the one that is there" = "make one",
): Promise<string | undefined> {
  const on = ownerOf(place);
  const present = how === "make one" ? undefined : await findNote(crm, job, on);
  if (present !== undefined) {
    await writeNote(crm, job, present);
    return present;
  }
  const { body } = await crm.request("POST", NOTES, jsonContent({ content: htmlNote(job, MAX_NOTE), ...on }));
  return idIn(body);
}

export async function writeNote(crm: CrmHttp, job: ReportJob, id: string): Promise<void> {
  await crm.request("PUT", `${NOTES}/${numberOf(id)}`, jsonContent({ content: htmlNote(job, MAX_NOTE) }));
}

/** A note is on one record. */
const ownerOf = ({ dealId, leadId, personId }: Place): Readonly<Record<string, string | number>> => {
  if (dealId !== undefined) return { deal_id: dealId };
  if (leadId !== undefined) return { lead_id: leadId };
  return { person_id: personId ?? 0 };
};

const NoteSchema = z.object({ id: IdSchema, content: ifPresent(z.nullable(z.string())) });

const DAY_MS = 86_400_000;

/** https://developers.pipedrive.com/docs/api/v1/Notes#getNotes */
async function findNote(
  crm: CrmHttp,
  job: ReportJob,
  on: Readonly<Record<string, string | number>>,
): Promise<string | undefined> {
  const question = new URLSearchParams({
    ...Object.fromEntries(Object.entries(on).map(([name, id]) => [name, String(id)])),
    start_date: new Date(timeOf(job) - DAY_MS).toISOString().slice(0, 10),
    sort: "add_time DESC",
    limit: "10",
  });
  for await (const notes of pagesFrom(crm, `${NOTES}?${question}`, NoteSchema)) {
    const note = traceOf(job.call, notes, ({ content }) => content);
    if (note) return note.id;
  }
  return undefined;
}
