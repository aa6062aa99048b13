import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isRefusedAs, MOVED } from "./errors.ts";
import { identityOf, isTheirs, type PeopleSettings } from "./people.ts";
import { presentRecord } from "./present-record.ts";
import { textOf } from "./query.ts";

/**
 * The lead's status follows the calls, as long as it is surely theirs and nobody has set it; so do figures on the calls. A
 * contact has no status, and a lead that was converted is a contact.
 */

export interface LeadFieldSettings extends PeopleSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly fields: SpeedFields;
}

export async function changeLead(
  crm: CrmHttp,
  api: string,
  job: ReportJob,
  id: string,
  settings: LeadFieldSettings,
): Promise<void> {
  const { leadStatus: statuses, replacedLeadStatuses: replaced, fields } = settings;
  const named = namedFields(fields);
  if (!id.startsWith("00Q") || (named.length === 0 && !isSetFor(job, statuses))) return;
  const lead = await presentRecord(crm, api, id, ["Status", ...named, ...identityOf(settings)]);
  if (lead?.type !== "lead" || !(job.cameWithRecord || isTheirs(lead.row, job.lead, settings))) return;
  const status = nextStatus(textOf(lead.row, "Status"), job, { statuses, replaced });
  const changes = { ...(status !== undefined && { Status: status }), ...speedChanges(job, fields, lead.row) };
  if (Object.keys(changes).length === 0) return;
  try {
    await crm.request("PATCH", `${api}/sobjects/Lead/${encodeURIComponent(lead.id)}`, jsonContent(changes));
  } catch (error) {
    // Somebody converted, merged or deleted it just now.
    if (!isRefusedAs(error, MOVED)) throw error;
  }
}
