import type { CrmRecord } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { leadStatus, wordFor } from "./lead-status.ts";
import { isGone } from "./meaning.ts";
import { identityOf, isTheirs, type PeopleSettings } from "./people.ts";
import { type PresentRecord, presentRecord } from "./present-record.ts";
import { changeRow, type Row, tableOf } from "./rows.ts";

/** Fields of the lead or contact that follow the calls, as long as it is surely theirs. */

interface OutcomeField {
  readonly name: string;
  readonly values: ByOutcome;
  readonly replaced: readonly string[];
}

export interface RecordFieldSettings extends PeopleSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly outcomeField?: OutcomeField | undefined;
  readonly doNotPhone: boolean;
  readonly fields: SpeedFields;
}

/** The record as it is now, or what has taken its place, with what is read of it before it is changed. */
export function readRecord(crm: CrmHttp, given: CrmRecord, settings: RecordFieldSettings): Promise<PresentRecord> {
  const named = Object.values(settings.fields).filter((name) => name !== undefined);
  const ofLead = settings.outcomeField && tableOf(given) === "leads" ? [settings.outcomeField.name] : [];
  const asked = ["statecode", "statuscode", "donotphone", ...ofLead, ...named, ...identityOf(settings)];
  return presentRecord(crm, given, [...new Set(asked)]);
}

export async function changeRecord(
  crm: CrmHttp,
  job: ReportJob,
  { record, row }: PresentRecord,
  settings: RecordFieldSettings,
): Promise<void> {
  if (!(job.cameWithRecord || isTheirs(row, job.lead, settings))) return;
  const changes = {
    ...(record.type === "lead" && { ...statusChanges(row, job, settings), ...outcomeChange(row, job, settings) }),
    ...(settings.doNotPhone && bestOutcome(job) === "removed" && row.donotphone !== true && { donotphone: true }),
    ...speedChanges(job, settings.fields, row),
  };
  if (Object.keys(changes).length === 0) return;
  try {
    await changeRow(crm, tableOf(record), record.id, changes);
  } catch (error) {
    // Somebody deleted it just now.
    if (!isGone(error)) throw error;
  }
}

/** Both at once: a reason belongs to its state. */
function statusChanges(row: Row, job: ReportJob, { leadStatus: statuses, replacedLeadStatuses }: RecordFieldSettings) {
  const words = [...Object.values(statuses).filter((word) => word !== null), ...replacedLeadStatuses];
  const present = wordFor({ statecode: Number(row.statecode), statuscode: Number(row.statuscode) }, words);
  const next = nextStatus(present, job, { statuses, replaced: replacedLeadStatuses });
  return next === undefined ? undefined : leadStatus(next);
}

function outcomeChange(row: Row, job: ReportJob, { outcomeField }: RecordFieldSettings) {
  if (!outcomeField) return undefined;
  const { name, values, replaced } = outcomeField;
  const next = nextStatus(String(row[name] ?? ""), job, { statuses: values, replaced });
  return next === undefined ? undefined : { [name]: /^\d+$/.test(next) ? Number(next) : next };
}
