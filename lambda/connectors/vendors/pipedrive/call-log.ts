import * as z from "zod/mini";
import type { CallResult } from "../../../lead/call/call.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { htmlNote } from "../../kit/out/note.ts";
import { MAX_NOTE, subjectOf, timeOf } from "./activity.ts";
import { dataIfThere, idIn, inUtc, numberOf } from "./api.ts";
import { noteOn, writeNote } from "./later-note.ts";
import { atPlace, type Place } from "./place.ts";
import type { CallOutcome, Settings } from "./settings.ts";

/**
 * A call as a call log, which Pipedrive counts in its statistics of calls. It can neither be changed nor found again:
 * what comes later is a note beside it, which is changed in place. Where there was no call, there is just the note.
 * https://developers.pipedrive.com/docs/api/v1/CallLogs
 */

const CALL_LOGS = "/v1/callLogs";

/** Ids of notes are told from those of call logs by what stands before them. */
const NOTE = "note-";

export const createCallLog = (crm: CrmHttp, job: ReportJob, settings: Settings): Promise<Written> =>
  atPlace(crm, job, settings, (place) => createAt(crm, job, place, settings));

async function createAt(crm: CrmHttp, job: ReportJob, place: Place, settings: Settings): Promise<Written> {
  if (job.call.remark !== undefined) return { activityId: withPrefix(await noteOn(crm, job, place)) };
  const { personId, dealId, leadId } = place;
  const owner = job.ownerId ?? settings.ownerId;
  const log = {
    ...factsOf(job, settings),
    ...(personId !== undefined && { person_id: personId }),
    ...(dealId !== undefined && { deal_id: dealId }),
    ...(leadId !== undefined && { lead_id: leadId }),
    ...(owner !== undefined && { user_id: numberOf(owner) }),
    note: htmlNote(job, MAX_NOTE),
  };
  const { body } = await crm.request("POST", CALL_LOGS, jsonContent(log));
  return { activityId: idIn(body) };
}

/** @returns the id that the call log, or the note instead of it, has always had */
export async function updateCallLog(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<Written> {
  if (id.startsWith(NOTE)) {
    await writeNote(crm, job, id.slice(NOTE.length));
  } else if (!(await isTold(crm, job, id))) {
    await atPlace(crm, job, settings, (place) => noteOn(crm, job, place, "or change the one that is there"));
  }
  return { activityId: id };
}

const withPrefix = (id: string | undefined): string | undefined => id && `${NOTE}${id}`;

/** The seconds are a text, and all times in UTC. */
function factsOf(job: ReportJob, { callOutcomes }: Settings) {
  const { call, lead } = job;
  const start = timeOf(job);
  const theirs = call.phone ?? lead.person.phone;
  const [from, to] = call.direction === "inbound" ? [theirs, call.fromPhone] : [call.fromPhone, theirs];
  return {
    outcome: outcomeIn(call, callOutcomes),
    to_phone_number: to ?? "unknown",
    ...(from !== undefined && { from_phone_number: from }),
    start_time: inUtc(start),
    end_time: inUtc(start + call.seconds * 1000),
    duration: String(Math.round(call.seconds)),
    subject: subjectOf(call),
  };
}

/** Pipedrive wants one for every call. */
function outcomeIn(call: CallResult, outcomes: Settings["callOutcomes"]): CallOutcome {
  const ended = endOf(call);
  if (ended) return outcomes[ended];
  return call.seconds > 0 ? outcomes.contacted : outcomes.missed;
}

const LogSchema = z.object({ note: ifPresent(z.nullable(z.string())) });

/** Whether the call log says already all that there is to say. One that somebody deleted is not made again. */
async function isTold(crm: CrmHttp, job: ReportJob, id: string): Promise<boolean> {
  const log = await dataIfThere(crm, `${CALL_LOGS}/${encodeURIComponent(id)}`, LogSchema);
  return log?.note !== undefined && asCompared(log.note) === asCompared(htmlNote(job, MAX_NOTE));
}

/** Pipedrive cleans the markup that it is given. */
const asCompared = (html: string | null): string =>
  (html ?? "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
