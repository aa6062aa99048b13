import type { CallResult } from "../../../lead/call/call.ts";
import { cutText } from "../../../runtime/text.ts";
import { callMarker, describeCall, type NoteOptions, type ToldCall } from "./describe-call.ts";

/** The note on a call as a CRM shows it, and how it is known again. */

/** For a CRM that shows notes as text. @param limit characters that the CRM takes */
export const textNote = (job: ToldCall, limit: number, options?: NoteOptions): string =>
  cutText(describeCall(job, options), limit);

/** For a CRM that shows notes as HTML; a transcript is whatever somebody said. @param limit markup included */
export const htmlNote = (job: ToldCall, limit: number, options?: NoteOptions): string =>
  cutHtml(asHtml(describeCall(job, options)), limit);

/** Never in the middle of what {@link asHtml} writes for a character. */
const cutHtml = (html: string, length: number): string =>
  html.length <= length ? html : cutText(html, length).replace(/(?:&[a-z]*|<[a-z]*)$/, "");

const asHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");

/**
 * The activity whose note is on this call: the trace of an earlier write. A search for the call's id finds more, such as
 * a note that somebody wrote about it.
 */
export function traceOf<Activity>(
  call: CallResult,
  activities: readonly Activity[],
  noteOf: (activity: Activity) => string | null | undefined,
): Activity | undefined {
  const marker = `${callMarker(call)} `;
  return activities.find((activity) => `${noteOf(activity)?.replace(/<[^>]*>/g, "") ?? ""} `.startsWith(marker));
}
