import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { LEADS, momentOf, pathOf, rowContent, textOf } from "./api.ts";
import { saysZoho } from "./meaning.ts";
import { IDENTITY, isTheirs, type PersonSettings } from "./person.ts";
import { type Place, placeOf, recordOf } from "./place.ts";
import { addTranscript, isTooLong } from "./transcript-notes.ts";

/** What a result changes beside the call: a lead's status, figures, a tag; and the notes that hold a long transcript. */

export interface FieldSettings extends PersonSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly tags: ByOutcome;
  readonly fields: SpeedFields;
}

export async function changeRecord(crm: CrmHttp, job: ReportJob, settings: FieldSettings): Promise<void> {
  const { leadStatus, tags, fields } = settings;
  const named = namedFields(fields);
  const outcome = bestOutcome(job);
  const tag = outcome && tags[outcome];
  const status = recordOf(job).type === LEADS && outcome && leadStatus[outcome];
  if (!status && !tag && named.length === 0 && !isTooLong(job)) return;
  const place = await placeOf(crm, job, ["Lead_Status", "Tag", ...named, ...IDENTITY], settings);
  const { isMoved } = place;
  if (isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(place.values, job.lead, settings) })) {
    await changeFields(crm, job, place, settings);
    if (tag && !hasTag(place, tag)) await addTag(crm, place.record, tag);
  }
  if (isTooLong(job)) await addTranscript(crm, job, place.record);
}

async function changeFields(
  crm: CrmHttp,
  job: ReportJob,
  { record, values }: Place,
  { leadStatus: statuses, replacedLeadStatuses: replaced, fields, trigger }: FieldSettings,
): Promise<void> {
  const present = textOf(values, "Lead_Status");
  const status = record.type === LEADS ? nextStatus(present, job, { statuses, replaced }) : undefined;
  const figures = speedChanges(job, fields, values, momentOf);
  const write = async (changes: object) => {
    if (Object.keys(changes).length > 0) await crm.request("PUT", pathOf(record), rowContent(changes, trigger));
  };
  try {
    await write({ ...(status !== undefined && { Lead_Status: status }), ...figures });
  } catch (error) {
    // A blueprint has the status to itself: there nobody sets it but by the blueprint's own steps.
    if (status === undefined || !saysZoho(error, "RECORD_IN_BLUEPRINT")) throw error;
    await write(figures);
  }
}

const TagsSchema = z.array(z.object({ name: z.string() }));

const hasTag = ({ values }: Place, tag: string): boolean =>
  (z.safeParse(TagsSchema, values.Tag).data ?? []).some(({ name }) => name.toLowerCase() === tag.toLowerCase());

/** Those that are there stay. https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
async function addTag(crm: CrmHttp, record: CrmRecord, name: string): Promise<void> {
  await crm.request("POST", `${pathOf(record)}/actions/add_tags`, jsonContent({ tags: [{ name }] }));
}
