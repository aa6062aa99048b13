import * as z from "zod/mini";
import type { CallResult } from "../../../lead/call/call.ts";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { given } from "../../kit/out/given.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { secureAddress } from "../../kit/out/secure-address.ts";
import { API } from "./access.ts";
import { readPages } from "./pages.ts";
import { placeOf } from "./place.ts";

/** A call as Close logs those that were made elsewhere. https://developer.close.com/api/resources/activities/calls/create */

export interface CallSettings {
  readonly ownerId?: string | undefined;
  readonly outcomes: ByOutcome & { readonly busy: string | null };
}

const CALLS = `${API}/activity/call/`;

const CallSchema = z.object({ id: z.string(), note: z.optional(z.nullable(z.string())) });

/** Characters of a note; Close names no limit. */
const MAX_NOTE = 60_000;

export async function createCall(crm: CrmHttp, job: ReportJob, settings: CallSettings): Promise<Written> {
  const { lead, contactId } = await placeOf(crm, job);
  const direction = job.call.direction === "inbound" ? "inbound" : "outbound";
  const call = given({ lead_id: lead.id, contact_id: contactId, direction, ...callFields(job, settings) });
  const { body } = await crm.request("POST", CALLS, jsonContent(call));
  return { activityId: z.safeParse(CallSchema, body).data?.id };
}

/** Its direction stays: Close does not take it here. https://developer.close.com/api/resources/activities/calls/update */
export async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: CallSettings): Promise<Written> {
  await crm.request("PUT", `${CALLS}${encodeURIComponent(id)}/`, jsonContent(callFields(job, settings)));
  return { activityId: id };
}

function callFields(job: ReportJob, settings: CallSettings) {
  const { call, lead } = job;
  const ended = endOf(call);
  return given({
    status: statusOf(call),
    duration: Math.round(call.seconds),
    phone: call.phone ?? lead.person.phone,
    note: textNote(job, MAX_NOTE),
    recording_url: secureAddress(call.recordingUrl),
    outcome_id: (ended && settings.outcomes[ended]) ?? undefined,
    // Without it the call would stand where it was logged.
    activity_at: timeOf(job),
    user_id: job.ownerId ?? settings.ownerId,
  });
}

/** One that never started stands where its lead came in. */
const timeOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

/** Callingly calls a call that nobody answered completed as well. */
function statusOf({ status, outcome, seconds, final, unrung }: CallResult): string {
  if (status === "busy") return "busy";
  if (status === "error") return "failed";
  if (status === "not called" || unrung) return "cancel";
  if (!final) return "in-progress";
  if (outcome === "missed") return "no-answer";
  return status === "completed" || seconds > 0 ? "completed" : "no-answer";
}

const DAY_MS = 86_400_000;

/**
 * The call of an earlier write whose end is not known, by the words that begin its note, among those of the lead about
 * that time. https://developer.close.com/api/resources/activities/calls/list
 */
export async function findCall(crm: CrmHttp, job: ReportJob): Promise<string | undefined> {
  const { lead } = await placeOf(crm, job);
  const at = Date.parse(timeOf(job));
  const filters = {
    lead_id: lead.id,
    activity_at__gte: new Date(at - DAY_MS).toISOString(),
    activity_at__lte: new Date(at + DAY_MS).toISOString(),
  };
  for await (const call of readPages(crm, CALLS, filters, CallSchema)) {
    if (traceOf(job.call, [call], ({ note }) => note)) return call.id;
  }
  return undefined;
}
