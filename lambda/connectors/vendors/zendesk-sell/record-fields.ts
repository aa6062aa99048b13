import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { addToList } from "../../kit/out/add-to-list.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { dataContent, LEAD, pathOf } from "./api.ts";
import { isTheirs, type PersonSettings } from "./person.ts";
import { type Place, placeOf } from "./place.ts";

/** What a result changes beside the call: a lead's status, figures, a tag. */

export interface FieldSettings extends PersonSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly tags: ByOutcome;
  readonly fields: SpeedFields;
}

export async function changeRecord(crm: CrmHttp, job: ReportJob, settings: FieldSettings): Promise<void> {
  const { leadStatus, tags, fields } = settings;
  const outcome = bestOutcome(job);
  if (namedFields(fields).length === 0 && !isSetFor(job, leadStatus, tags)) return;
  const place = await placeOf(crm, job, settings);
  const { isMoved } = place;
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(place.values, job.lead, settings) })) return;
  const write = async (changes: object) => {
    if (Object.keys(changes).length > 0) await crm.request("PUT", pathOf(place.record), dataContent(changes));
  };
  await write({ ...statusFor(place, job, settings), ...figuresFor(place, job, settings) });
  const tag = outcome && tags[outcome];
  // Sell takes the whole list, and what is not in it is gone.
  if (tag)
    await addToList(
      [tag],
      async () => place.values.tags ?? [],
      (whole) => write({ tags: whole }),
    );
}

/** Contacts have none. */
function statusFor({ record, values }: Place, job: ReportJob, settings: FieldSettings): object {
  const { leadStatus: statuses, replacedLeadStatuses: replaced } = settings;
  const status = record.type === LEAD ? nextStatus(values.status ?? "", job, { statuses, replaced }) : undefined;
  return status === undefined ? {} : { status };
}

/** With those that are there: Sell does not say that it keeps custom fields which a change leaves out. */
function figuresFor({ values }: Place, job: ReportJob, { fields }: FieldSettings): object {
  const present = values.custom_fields ?? {};
  const figures = speedChanges(job, fields, present);
  return Object.keys(figures).length === 0 ? {} : { custom_fields: { ...present, ...figures } };
}
