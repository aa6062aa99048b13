import * as z from "zod/mini";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { API } from "./access.ts";
import { CONTACTS } from "./contact-search.ts";
import { IdSchema, Text } from "./objects.ts";
import { collected, readPages } from "./pages.ts";
import { DEAL_STATUSES, type Settings } from "./settings.ts";

/** The contact's deal follows the lead. https://developers.activecampaign.com/reference/update-a-deal-new */

export type DealSettings = Pick<Settings, "pipelineId" | "stage" | "replacedStages" | "dealStatus">;

const DealSchema = z.object({ id: IdSchema, group: IdSchema, stage: IdSchema, status: IdSchema, cdate: Text });
type Deal = z.output<typeof DealSchema>;

const OPEN = String(DEAL_STATUSES.open);

/** Whether there is anything to do about a deal after this call. */
export function movesDeal(job: ReportJob, { stage, dealStatus }: DealSettings): boolean {
  const outcome = bestOutcome(job);
  return outcome !== undefined && (stage[outcome] !== null || dealStatus[outcome] !== null);
}

/** Moves the newest open one. What is won or lost is left alone, and so is a contact without any. */
export async function moveDeal(crm: CrmHttp, job: ReportJob, contactId: string, settings: DealSettings): Promise<void> {
  const deal = await newestOpen(crm, contactId, settings);
  const changes = deal && changesOf(deal, job, settings);
  if (!deal || !changes || Object.keys(changes).length === 0) return;
  await crm.request("PUT", `${API}/deals/${encodeURIComponent(deal.id)}`, jsonContent({ deal: changes }));
}

function changesOf({ stage: present }: Deal, job: ReportJob, settings: DealSettings) {
  const { stage: statuses, replacedStages: replaced, dealStatus } = settings;
  const stage = nextStatus(present, job, { statuses, replaced });
  const outcome = bestOutcome(job);
  const status = outcome && dealStatus[outcome];
  const isNew = status && status !== "open";
  return { ...(stage && { stage }), ...(isNew && { status: DEAL_STATUSES[status as keyof typeof DEAL_STATUSES] }) };
}

async function newestOpen(crm: CrmHttp, contactId: string, { pipelineId }: DealSettings): Promise<Deal | undefined> {
  const list = { collection: "deals", schema: DealSchema };
  const deals = await collected(readPages(crm, `${CONTACTS}/${contactId}/deals`, {}, list));
  const open = deals.filter(
    ({ status, group }) => status === OPEN && (pipelineId === undefined || group === pipelineId),
  );
  return open.sort((one, other) => momentOf(one) - momentOf(other)).at(-1);
}

/** Moments come with the offset that held when they were written. */
const momentOf = ({ cdate }: Deal): number => Date.parse(cdate ?? "") || 0;
