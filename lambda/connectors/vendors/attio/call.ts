import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { titleOf } from "../../kit/out/describe-call.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { deleteNote, makeNote, type NewNote, type Note, notesOf } from "./notes.ts";
import { atPerson, type PeopleSettings } from "./people.ts";

/** A call as a note on the person. */

/** More than anybody says in a call. */
const MOST_TEXT = 100_000;

const noteOn = (job: ReportJob): NewNote => ({
  title: titleOf(job.call),
  content: textNote(job, MOST_TEXT, { standsAlone: true }),
  // One that never started stands where its lead came in.
  created_at: job.call.startedAt ?? job.lead.receivedAt,
});

export const createNote = (crm: CrmHttp, job: ReportJob, settings: PeopleSettings): Promise<Written> =>
  atPerson(crm, job, settings, async ({ id }) => ({ activityId: await makeNote(crm, id, noteOn(job)) }));

/**
 * Notes cannot be changed: another takes the place of what was written, and is there before that goes. Whoever repeats it
 * finds the one that says all, and deletes the rest.
 */
export const replaceNote = (crm: CrmHttp, job: ReportJob, id: string, settings: PeopleSettings): Promise<Written> =>
  atPerson(crm, job, settings, async (place) => {
    const wanted = noteOn(job);
    const present = (await notesOf(crm, place.id)).filter((note) => note.id === id || isOn(job, note));
    const whole = present.find(({ text }) => isSame(text, wanted.content));
    const activityId = whole?.id ?? (await makeNote(crm, place.id, wanted));
    for (const note of present) if (note.id !== activityId) await deleteNote(crm, note.id);
    return { activityId };
  });

export const findNote = (crm: CrmHttp, job: ReportJob, settings: PeopleSettings): Promise<string | undefined> =>
  atPerson(crm, job, settings, async ({ id }) => (await notesOf(crm, id)).find((note) => isOn(job, note))?.id);

const isOn = ({ call }: ReportJob, note: Note): boolean => traceOf(call, [note], ({ text }) => text) !== undefined;

/** Attio makes paragraphs of lines. */
const isSame = (one: string, other: string): boolean => one.replace(/\s+/g, " ") === other.replace(/\s+/g, " ");
