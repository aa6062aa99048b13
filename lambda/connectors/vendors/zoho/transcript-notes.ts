import type { CrmRecord } from "../../../lead/lead.ts";
import { textParts } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { callMarker, describeCall } from "../../kit/out/describe-call.ts";
import { API, pathOf, rowContent, rowsOf, textOf } from "./api.ts";
import { MOST_TEXT } from "./call.ts";

/**
 * A transcript for which the call's description has no room stands in notes on the record, each with a title of its own,
 * by which a repeat sees that it is there. https://www.zoho.com/crm/developer/docs/api/v8/create-notes.html
 */

const MOST_NOTES_SHOWN = 200;

/** Whether the description was cut. */
export const isTooLong = (job: ReportJob): boolean =>
  job.call.transcript !== undefined && describeCall(job).length > MOST_TEXT;

export async function addTranscript(crm: CrmHttp, job: ReportJob, record: CrmRecord): Promise<void> {
  const parts = textParts(job.call.transcript ?? "", MOST_TEXT);
  const titled = parts.map((text, index) => ({
    title: `${callMarker(job.call)} - transcript, part ${index + 1} of ${parts.length}`,
    text,
  }));
  const list = `${pathOf(record)}/Notes?fields=Note_Title&sort_by=Created_Time&sort_order=desc`;
  const notes = rowsOf(await crm.request("GET", `${list}&per_page=${MOST_NOTES_SHOWN}`));
  const present = new Set(notes.map((note) => textOf(note, "Note_Title")));
  for (const { title, text } of titled.filter((note) => !present.has(note.title))) {
    const note = {
      Note_Title: title,
      Note_Content: text,
      Parent_Id: { module: { api_name: record.type }, id: record.id },
    };
    await crm.request("POST", `${API}/Notes`, rowContent(note));
  }
}
