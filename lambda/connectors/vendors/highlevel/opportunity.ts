import * as z from "zod/mini";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { inForm } from "./api.ts";
import type { Settings } from "./settings.ts";

/** The contact's opportunity follows the lead. https://marketplace.gohighlevel.com/docs/ghl/opportunities/search-opportunity */

export type OpportunitySettings = Pick<
  Settings,
  "locationId" | "pipelineId" | "stage" | "replacedStages" | "opportunityStatus"
>;

const OpportunitySchema = z.object({
  id: z.string(),
  pipelineStageId: z.optional(z.nullable(z.string())),
  status: z.string(),
  createdAt: z.optional(z.string()),
});
const FoundSchema = z.object({ opportunities: z.array(OpportunitySchema) });
type Opportunity = z.output<typeof OpportunitySchema>;

/** Whether there is anything to do about an opportunity after this call. */
export function movesOpportunity(job: ReportJob, { stage, opportunityStatus }: OpportunitySettings): boolean {
  const outcome = bestOutcome(job);
  return outcome !== undefined && (stage[outcome] !== null || opportunityStatus[outcome] !== null);
}

/** Moves the newest open one. What is won, lost or abandoned is left alone, and so is a contact without any. */
export async function moveOpportunity(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  settings: OpportunitySettings,
): Promise<void> {
  const opportunity = await newestOpen(crm, contactId, settings);
  if (!opportunity) return;
  const path = `/opportunities/${encodeURIComponent(opportunity.id)}`;
  const { pipelineId, stage: statuses, replacedStages: replaced, opportunityStatus } = settings;
  const pipelineStageId = nextStatus(opportunity.pipelineStageId ?? "", job, { statuses, replaced });
  if (pipelineStageId !== undefined) await crm.request("PUT", path, jsonContent({ pipelineId, pipelineStageId }));
  const outcome = bestOutcome(job);
  const status = outcome && opportunityStatus[outcome];
  if (status && status !== opportunity.status) await crm.request("PUT", `${path}/status`, jsonContent({ status }));
}

async function newestOpen(
  crm: CrmHttp,
  contactId: string,
  { locationId, pipelineId }: OpportunitySettings,
): Promise<Opportunity | undefined> {
  const query = new URLSearchParams({ location_id: locationId, contact_id: contactId, status: "open", limit: "100" });
  if (pipelineId !== undefined) query.set("pipeline_id", pipelineId);
  const { body } = await crm.request("GET", `/opportunities/search?${query}`);
  const { opportunities } = inForm(FoundSchema, body, "opportunities");
  const open = opportunities.filter(({ status }) => status === "open");
  return open.sort((one, other) => (one.createdAt ?? "").localeCompare(other.createdAt ?? "")).at(-1);
}
