import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import type { PresentPerson } from "./people.ts";
import { candidate } from "./person.ts";
import { changeRow, PERSON } from "./rows.ts";
import type { ReportSettings } from "./settings.ts";

/** Fields of the person that follow the calls, as long as it is surely them and nobody has set the fields. */
export async function changePerson(
  crm: CrmHttp,
  job: ReportJob,
  { row, isMoved }: PresentPerson,
  settings: ReportSettings,
): Promise<void> {
  const isTheirs = isWholly(candidate(row), job.lead, settings.country ?? job.lead.country);
  if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
  const { doNotCallField } = settings;
  const isRefusal = doNotCallField !== undefined && bestOutcome(job) === "removed" && row[doNotCallField] !== true;
  const changes = {
    ...statusChange(row, job, settings),
    ...(isRefusal && { [doNotCallField]: true }),
    ...speedChanges(job, settings.fields, row),
  };
  if (Object.keys(changes).length > 0) await changeRow(crm, PERSON, row.id, changes);
}

function statusChange(
  row: PresentPerson["row"],
  job: ReportJob,
  { statusField, leadStatus: statuses, replacedLeadStatuses: replaced }: ReportSettings,
): Record<string, string> {
  if (statusField === undefined) return {};
  const present = row[statusField];
  const next = nextStatus(typeof present === "string" ? present : "", job, { statuses, replaced });
  return next === undefined ? {} : { [statusField]: next };
}
