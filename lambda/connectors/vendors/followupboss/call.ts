import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { given } from "../../kit/out/given.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";
import { readPages } from "./pages.ts";
import type { PlaceSettings } from "./people-search.ts";
import { placeOf } from "./place.ts";

/** A call as Follow Up Boss logs it on a person. https://docs.followupboss.com/reference/calls-post */

export interface CallSettings extends PlaceSettings {
  readonly ownerId?: string | undefined;
  readonly outcomes: ByOutcome & { readonly busy: string | null };
}

const CALLS = `${API}/calls`;

const CallSchema = z.object({ id: IdSchema, note: z.optional(z.nullable(z.string())) });

/** Characters of a note; Follow Up Boss names no limit. */
const MAX_NOTE = 60_000;

export async function createCall(crm: CrmHttp, job: ReportJob, settings: CallSettings): Promise<Written> {
  const { person } = await placeOf(crm, job, { settings });
  const call = { personId: Number(person.id), ...callFields(job, settings) };
  const { body } = await crm.request("POST", CALLS, jsonContent(call));
  return { activityId: z.safeParse(CallSchema, body).data?.id };
}

/** Taken from who created the call, with the same system: https://docs.followupboss.com/reference/calls-id-put */
export async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: CallSettings): Promise<Written> {
  await crm.request("PUT", `${CALLS}/${encodeURIComponent(id)}`, jsonContent(callFields(job, settings)));
  return { activityId: id };
}

function callFields(job: ReportJob, settings: CallSettings) {
  const { call, lead } = job;
  const isIncoming = call.direction === "inbound";
  const phone = call.phone ?? lead.person.phone ?? "";
  const ended = endOf(call);
  const owner = job.ownerId ?? settings.ownerId;
  return given({
    phone,
    isIncoming,
    duration: Math.round(call.seconds),
    outcome: (ended && settings.outcomes[ended]) ?? undefined,
    // A call has no field for its moment: it would stand where it was logged, and the note says when it was.
    note: textNote(job, MAX_NOTE, { standsAlone: true }),
    toNumber: isIncoming ? call.fromPhone : phone,
    fromNumber: isIncoming ? phone : call.fromPhone,
    recordingUrl: call.recordingUrl,
    userId: owner === undefined ? undefined : Number(owner),
  });
}

/**
 * The call of an earlier write whose end is not known, by the words that begin its note.
 * https://docs.followupboss.com/reference/calls-get
 */
export async function findCall(crm: CrmHttp, job: ReportJob, settings: PlaceSettings): Promise<string | undefined> {
  const { person } = await placeOf(crm, job, { settings });
  const calls = readPages(crm, CALLS, { personId: person.id }, { collection: "calls", schema: CallSchema });
  for await (const call of calls) {
    if (traceOf(job.call, [call], ({ note }) => note)) return call.id;
  }
  return undefined;
}
