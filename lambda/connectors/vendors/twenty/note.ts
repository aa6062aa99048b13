import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import { type CrmHttp, ExistsError, type ReportJob, type Written } from "../../contract/reporter.ts";
import { titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { ownId } from "../../kit/out/own-id.ts";
import { asMarkdown } from "./markdown.ts";
import { changeRow, findRows, isFilterable, makeRow, NOTE, NOTE_TARGET } from "./rows.ts";

/** A call is a note; which person it is on, a record of its own says. */

/** More than anybody says in a call, and what a server turns into blocks in a moment. */
const MOST_TEXT = 100_000;

export async function createNote(crm: CrmHttp, job: ReportJob): Promise<Written> {
  const id = ownId("note", job.call.callId, job.record?.id ?? "");
  try {
    await makeRow(crm, NOTE, { id, ...noteFields(job) });
  } catch (error) {
    // A write whose answer was lost has made it.
    if (!(error instanceof ExistsError)) throw error;
    return updateNote(crm, job, id);
  }
  return { activityId: id };
}

export async function updateNote(crm: CrmHttp, job: ReportJob, id: string): Promise<Written> {
  await changeRow(crm, NOTE, id, noteFields(job));
  return { activityId: id };
}

/** Twenty makes its own form, the blocks, of Markdown where there are none. */
const noteFields = (job: ReportJob) => ({
  title: titleOf(job.call),
  bodyV2: { markdown: asMarkdown(textNote(job, MOST_TEXT, { standsAlone: true })), blocknote: null },
});

/** A note that hangs on somebody already is left there: a person may have moved it. */
export async function linkNote(crm: CrmHttp, noteId: string, personId: string): Promise<void> {
  const targets = await findRows(crm, NOTE_TARGET, `noteId[eq]:"${noteId}"`, 1);
  if (targets.length > 0) return;
  await byEitherName((person) => makeRow(crm, NOTE_TARGET, { noteId, [person]: personId }));
}

/** Before 2026 a target's fields were called by the object alone: https://github.com/twentyhq/twenty/issues/17731 */
async function byEitherName<Result>(ask: (name: string) => Promise<Result>): Promise<Result> {
  try {
    return await ask("targetPersonId");
  } catch (error) {
    if (!(error instanceof RejectedError && error.detail?.includes("targetPersonId"))) throw error;
    return ask("personId");
  }
}

const DAY_MS = 86_400_000;
/** Notes of a person since a day before the call. */
const MOST_NOTES = 20;

const TargetSchema = z.object({
  note: z.object({ id: z.string(), bodyV2: z.object({ markdown: z.optional(z.nullable(z.string())) }) }),
});

/** One that was made when the person had another record, which was merged into this one: its id follows from that. */
export async function findNote(crm: CrmHttp, job: ReportJob): Promise<string | undefined> {
  const { record, call, lead } = job;
  if (record === undefined || !isFilterable(record.id)) return undefined;
  const since = new Date(Date.parse(call.startedAt ?? lead.receivedAt) - DAY_MS).toISOString();
  const targets = await byEitherName((person) =>
    findRows(crm, NOTE_TARGET, `${person}[eq]:"${record.id}",createdAt[gte]:"${since}"`, MOST_NOTES, {
      order: "newest first",
      depth: 1,
    }),
  );
  const notes = targets.flatMap((target) => z.safeParse(TargetSchema, target).data?.note ?? []);
  return traceOf(call, notes, ({ bodyV2 }) => bodyV2.markdown)?.id;
}
