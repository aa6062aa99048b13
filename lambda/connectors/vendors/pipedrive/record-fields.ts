import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { addToList } from "../../kit/out/add-to-list.ts";
import { type ByOutcome, bestOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { namedFields, speedChanges } from "../../kit/out/speed.ts";
import { numberOf } from "./api.ts";
import { isTheirs } from "./person.ts";
import { dealPath, leadPath, readDeal, readLead, readPerson } from "./place.ts";
import type { Settings } from "./settings.ts";
import { PERSONS } from "./shapes.ts";

/** What a result changes on the lead's own record: the stage of a deal, labels, and figures on the calls. */

export async function changeRecord(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<void> {
  const { type, id = "" } = job.record ?? {};
  if (type === "deal") await changeDeal(crm, job, id, settings);
  else if (type === "lead") await changeLead(crm, job, id, settings);
  else await changePerson(crm, job, id, settings);
}

/** Only where phone and e-mail address are the person's, or the lead came with them: several may share a phone. */
async function changePerson(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<void> {
  const { personLabels: labels, fields } = settings;
  if (!isAnythingSet(job, [labels], settings)) return;
  const person = await readPerson(crm, id);
  if (!person || !(job.cameWithRecord || isTheirs(person, job.lead, settings))) return;
  const figures = speedChanges(job, fields, person.custom_fields ?? {}, dayOf);
  await write(crm, `${PERSONS}/${numberOf(id)}`, {
    ...(await withLabel(job, labels, person.label_ids, Number)),
    ...(isAny(figures) && { custom_fields: figures }),
  });
}

/** A deal that is won, lost or archived stays as it is: https://developers.pipedrive.com/docs/api/v1/Deals#updateDeal */
async function changeDeal(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<void> {
  const { dealStages: statuses, replacedDealStages: replaced, dealLabels: labels, fields } = settings;
  if (!isAnythingSet(job, [statuses, labels], settings)) return;
  const deal = await readDeal(crm, id);
  if (!deal || deal.is_archived) return;
  const stage =
    deal.status === "open" && deal.stage_id ? nextStatus(deal.stage_id, job, { statuses, replaced }) : undefined;
  const figures = speedChanges(job, fields, deal.custom_fields ?? {}, dayOf);
  await write(crm, dealPath(id), {
    ...(stage !== undefined && { stage_id: numberOf(stage) }),
    ...(await withLabel(job, labels, deal.label_ids, Number)),
    ...(isAny(figures) && { custom_fields: figures }),
  });
}

/** Custom fields of a lead stand beside its others: https://developers.pipedrive.com/docs/api/v1/Leads#updateLead */
async function changeLead(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<void> {
  const { leadLabels: labels, fields } = settings;
  if (!isAnythingSet(job, [labels], settings)) return;
  const lead = await readLead(crm, id);
  if (!lead || lead.is_archived) return;
  await write(crm, leadPath(id), {
    ...(await withLabel(job, labels, lead.label_ids, String)),
    ...speedChanges(job, fields, lead, dayOf),
  });
}

/** What nobody has set need not be read. */
const isAnythingSet = (job: ReportJob, settings: readonly ByOutcome[], { fields }: Settings): boolean =>
  namedFields(fields).length > 0 || isSetFor(job, ...settings);

/** Pipedrive overwrites the whole list. */
async function withLabel<Id>(
  job: ReportJob,
  labels: ByOutcome,
  present: readonly string[] | null | undefined,
  asSent: (id: string) => Id,
): Promise<{ readonly label_ids?: Id[] }> {
  const outcome = bestOutcome(job);
  const label = outcome && labels[outcome];
  let whole: readonly string[] | undefined;
  await addToList(
    label ? [label] : [],
    async () => present ?? [],
    async (merged) => {
      whole = merged;
    },
  );
  return whole ? { label_ids: whole.map(asSent) } : {};
}

const write = async (crm: CrmHttp, path: string, changes: object): Promise<void> => {
  if (isAny(changes)) await crm.request("PATCH", path, jsonContent(changes));
};

const isAny = (values: object): boolean => Object.keys(values).length > 0;

/** No field of Pipedrive's holds a day with its time; a date does for a field of text as well. */
const dayOf = (moment: string): string => new Date(moment).toISOString().slice(0, 10);
