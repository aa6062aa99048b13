import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { type Attributes, isSet, LEADS, momentOf, textOf, updateRecord } from "./api.ts";
import { isTheirs, type PeopleSettings } from "./people.ts";
import type { Place } from "./place.ts";

/** What a result changes beside the call: a lead's status and figures, and that somebody asked not to be called. */

export interface FieldSettings extends PeopleSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly doNotCall: boolean;
  readonly fields: SpeedFields;
}

/** Whether a result may change anything of its record, so that the record has to be looked at. */
export function mayChange(job: ReportJob, settings: FieldSettings): boolean {
  const isRefusal = settings.doNotCall && bestOutcome(job) === "removed";
  return isRefusal || isSetFor(job, settings.leadStatus) || namedFields(settings.fields).length > 0;
}

/** Only on a record that is surely theirs. */
export async function changeFields(crm: CrmHttp, job: ReportJob, place: Place, settings: FieldSettings): Promise<void> {
  const { isMoved } = place;
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(place.row, job.lead, settings) })) return;
  const changes: Attributes = {
    ...(place.record.type === LEADS && leadChanges(job, place, settings)),
    ...(settings.doNotCall && bestOutcome(job) === "removed" && !isSet(place.row, "do_not_call") && { do_not_call: 1 }),
  };
  if (Object.keys(changes).length > 0) await updateRecord(crm, place.record, changes);
}

function leadChanges(job: ReportJob, { row }: Place, settings: FieldSettings): Attributes {
  const { leadStatus: statuses, replacedLeadStatuses: replaced, fields } = settings;
  const status = nextStatus(textOf(row, "status"), job, { statuses, replaced });
  return { ...(status !== undefined && { status }), ...speedChanges(job, fields, row.attributes, momentOf) };
}
