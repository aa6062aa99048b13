import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { presentPerson } from "./people.ts";
import { candidate } from "./person.ts";
import { changePerson, heldIn, type Values } from "./records.ts";
import type { ReportSettings } from "./settings.ts";

/** Attributes of the person that follow the calls, as long as it is surely them and nobody has set the attributes. */

export async function changeAttributes(crm: CrmHttp, job: ReportJob, settings: ReportSettings): Promise<void> {
  const { statusAttribute, doNotCallAttribute, fields } = settings;
  if ([statusAttribute, doNotCallAttribute, ...Object.values(fields)].every((slug) => slug === undefined)) return;
  const { person, isMoved } = await presentPerson(crm, job, settings);
  const { id, values } = person;
  const isTheirs = isWholly(candidate(values), job.lead, settings.country ?? job.lead.country);
  if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
  const isRefusal =
    doNotCallAttribute !== undefined && bestOutcome(job) === "removed" && heldIn(values, doNotCallAttribute) !== true;
  const present = Object.fromEntries(Object.keys(values).map((slug) => [slug, heldIn(values, slug)]));
  const changes = {
    ...statusChange(values, job, settings),
    ...(isRefusal && { [doNotCallAttribute]: true }),
    ...speedChanges(job, fields, present),
  };
  if (Object.keys(changes).length > 0) await changePerson(crm, id, changes);
}

function statusChange(
  values: Values,
  job: ReportJob,
  { statusAttribute, leadStatus: statuses, replacedLeadStatuses: replaced }: ReportSettings,
): Record<string, string> {
  if (statusAttribute === undefined) return {};
  const next = nextStatus(String(heldIn(values, statusAttribute) ?? ""), job, { statuses, replaced });
  return next === undefined ? {} : { [statusAttribute]: next };
}
