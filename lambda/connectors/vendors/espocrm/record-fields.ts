import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { momentOf } from "./call.ts";
import type { PeopleSettings } from "./people.ts";
import { candidate } from "./person.ts";
import type { PresentRecord } from "./present-record.ts";
import { pathOf, textOf } from "./rows.ts";

/** Fields of the lead or contact that follow the calls, as long as it is surely theirs and nobody has set them. */

export interface RecordFieldSettings extends PeopleSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly doNotCall: boolean;
  readonly fields: SpeedFields;
}

export async function changeRecord(
  crm: CrmHttp,
  job: ReportJob,
  { record, row, isMoved }: PresentRecord,
  settings: RecordFieldSettings,
): Promise<void> {
  const isTheirs = isWholly(candidate(row), job.lead, settings.country ?? job.lead.country);
  if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
  const { leadStatus: statuses, replacedLeadStatuses: replaced, doNotCall, fields } = settings;
  const status =
    record.type === "Lead" ? nextStatus(textOf(row, "status") ?? "", job, { statuses, replaced }) : undefined;
  const changes = {
    ...(status !== undefined && { status }),
    ...(doNotCall && bestOutcome(job) === "removed" && row.doNotCall !== true && { doNotCall: true }),
    ...speedChanges(job, fields, row, (moment) => momentOf(new Date(moment))),
  };
  if (Object.keys(changes).length === 0) return;
  // What is not named stays as it is.
  await crm.request("PUT", pathOf(record.type, record.id), jsonContent(changes));
}
