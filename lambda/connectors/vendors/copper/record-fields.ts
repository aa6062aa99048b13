import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { addToList } from "../../kit/out/add-to-list.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { isSameText } from "../../kit/same-text.ts";
import { type CopperRecord, fieldsOf, pathOf } from "./objects.ts";
import { type Place, placeOf } from "./place.ts";
import { isTheirs, type PlaceSettings } from "./record-search.ts";

/** What of a call the lead or person shows: the lead's status, a tag, custom fields. */

export interface RecordSettings extends PlaceSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly tag: ByOutcome;
  readonly fields: SpeedFields;
}

/** They start automations, so they are touched only where the record is surely theirs. */
export async function changeRecord(crm: CrmHttp, job: ReportJob, settings: RecordSettings): Promise<void> {
  const { fields, leadStatus, tag } = settings;
  if (namedFields(fields).length === 0 && !isSetFor(job, leadStatus, tag)) return;
  const place = await placeOf(crm, job, settings);
  const { isMoved } = place;
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(place.record, job.lead, settings) })) return;
  const changes = await changesOf(place, job, settings);
  if (Object.keys(changes).length === 0) return;
  // What is not named stays as it is: https://developer.copper.com/leads/update-a-lead.html
  await crm.request("PUT", pathOf({ type: place.type, id: place.record.id }), jsonContent(changes));
}

async function changesOf({ type, record }: Place, job: ReportJob, settings: RecordSettings) {
  const status = type === "lead" ? statusFor(record, job, settings) : undefined;
  const tags = await tagsFor(record, job, settings);
  const custom_fields = Object.entries(speedChanges(job, settings.fields, fieldsOf(record))).map(([id, value]) => ({
    custom_field_definition_id: Number(id),
    value,
  }));
  return {
    ...(status && { status_id: Number(status) }),
    ...(tags && { tags }),
    ...(custom_fields.length > 0 && { custom_fields }),
  };
}

/** Those that the first call may replace are named as people see them, or by their ids. */
function statusFor(
  { status, status_id }: CopperRecord,
  job: ReportJob,
  { leadStatus: statuses, replacedLeadStatuses }: RecordSettings,
): string | undefined {
  const present = status_id ?? "";
  const replaced = replacedLeadStatuses.map((each) => (isSameText(each, status) ? present : each));
  return nextStatus(present, job, { statuses, replaced });
}

/** Copper takes the whole list. */
async function tagsFor(
  { tags }: CopperRecord,
  job: ReportJob,
  { tag }: RecordSettings,
): Promise<readonly string[] | undefined> {
  const outcome = bestOutcome(job);
  const added = outcome && tag[outcome];
  let whole: readonly string[] | undefined;
  await addToList(
    added ? [added] : [],
    async () => tags,
    async (list) => {
      whole = list;
    },
  );
  return whole;
}
