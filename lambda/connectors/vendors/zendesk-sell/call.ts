import * as z from "zod/mini";
import type { CrmHttp, ReportJob, Written } from "../../contract/reporter.ts";
import { type ByOutcome, endOf } from "../../kit/out/by-outcome.ts";
import { textNote, traceOf } from "../../kit/out/note.ts";
import { secureAddress } from "../../kit/out/secure-address.ts";
import { API } from "./access.ts";
import { dataContent, IdSchema, numberOf, readPages, writtenId } from "./api.ts";
import { outcomeId } from "./outcomes.ts";
import type { PersonSettings } from "./person.ts";
import { placeOf } from "./place.ts";

/** A call on the lead or contact: https://developer.zendesk.com/api-reference/sales-crm/resources/calls/ */

export interface CallSettings extends PersonSettings {
  readonly ownerId?: string | undefined;
  readonly outcomes: ByOutcome & { readonly busy: string | null };
}

const CALLS = `${API}/calls`;

/** Characters of a summary; Sell names no limit. */
const MAX_SUMMARY = 60_000;

export async function createCall(crm: CrmHttp, job: ReportJob, settings: CallSettings): Promise<Written> {
  const { record } = await placeOf(crm, job, settings);
  const place = { resource_type: record.type, resource_id: numberOf(record.id) };
  const call = { ...place, ...(await fieldsOf(crm, job, settings)) };
  return { activityId: writtenId((await crm.request("POST", CALLS, dataContent(call))).body) };
}

/** Sell's page of calls does not tell of this, and Zendesk's own program for Sell does it: `CallsService` of basecrm-java. */
export async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: CallSettings): Promise<Written> {
  await crm.request("PUT", `${CALLS}/${numberOf(id)}`, dataContent(await fieldsOf(crm, job, settings)));
  return { activityId: id };
}

async function fieldsOf(crm: CrmHttp, job: ReportJob, { outcomes, ownerId }: CallSettings) {
  const { call, lead } = job;
  const ended = endOf(call);
  const outcome = ended && outcomes[ended];
  const user = job.ownerId ?? ownerId;
  return {
    summary: textNote(job, MAX_SUMMARY),
    recording_url: secureAddress(call.recordingUrl),
    outcome_id: outcome ? await outcomeId(crm, outcome) : undefined,
    duration: Math.round(call.seconds),
    // The only one that Sell cannot do without.
    phone_number: call.phone ?? lead.person.phone ?? "unknown",
    incoming: call.direction === "inbound",
    missed: ended === "missed" || ended === "busy",
    made_at: new Date(timeOf(job)).toISOString().replace(/\.\d+/, ""),
    external_id: call.callId,
    user_id: user === undefined ? undefined : numberOf(user),
  };
}

/** One that never started stands where its lead came in. */
const timeOf = ({ call, lead }: ReportJob): string => call.startedAt ?? lead.receivedAt;

const Text = z.optional(z.nullable(z.string()));
const CallSchema = z.object({ id: IdSchema, summary: Text, external_id: Text, made_at: Text });

const DAY_MS = 86_400_000;

/** As many older calls in a row say that what follows is older as well: one that is logged late stands among later ones. */
const MOST_OLDER = 10;

/** The call of an earlier write whose end is not known, among those of the record, which begin with the latest. */
export async function findCall(crm: CrmHttp, job: ReportJob, settings: CallSettings): Promise<string | undefined> {
  const { record } = await placeOf(crm, job, settings);
  const filters = { resource_type: record.type, resource_id: record.id };
  const from = Date.parse(timeOf(job)) - DAY_MS;
  let older = 0;
  // Each may hold a transcript.
  for await (const call of readPages(crm, CALLS, filters, { schema: CallSchema, perPage: 10 })) {
    if (call.external_id === job.call.callId || traceOf(job.call, [call], ({ summary }) => summary)) return call.id;
    older = Date.parse(call.made_at ?? "") < from ? older + 1 : 0;
    if (older === MOST_OLDER) return undefined;
  }
  return undefined;
}
