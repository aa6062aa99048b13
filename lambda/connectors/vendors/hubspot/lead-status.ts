import type { LeadOutcome } from "../../../lead/lead.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { type ContactSettings, IDENTITY, isWholly } from "./contact.ts";
import { CONTACTS, objectsFrom } from "./objects.ts";

/** The contact's lead status follows the lead, as long as it is surely theirs and nobody has set it. */

export interface StatusSettings extends ContactSettings {
  readonly leadStatus: Readonly<Record<LeadOutcome, string | null>>;
  readonly replacedLeadStatuses: readonly string[];
}

export async function moveLeadStatus(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  settings: StatusSettings,
): Promise<void> {
  const outcome = job.lead.outcome ?? job.call.outcome;
  const status = outcome && settings.leadStatus[outcome];
  if (!status) return;
  const question = { properties: ["hs_lead_status", ...IDENTITY], inputs: [{ id: contactId }] };
  const [contact] = await objectsFrom(crm, `${CONTACTS}/batch/read`, question);
  if (!contact || !(job.cameWithRecord || isWholly(contact, job.lead, settings))) return;
  const present = contact.properties.hs_lead_status ?? "";
  if (present === status || !mayReplace(present, outcome, job, settings)) return;
  const path = `${CONTACTS}/${encodeURIComponent(contactId)}`;
  await crm.request("PATCH", path, jsonContent({ properties: { hs_lead_status: status } }));
}

/** From the weakest to the last word. */
const order: readonly LeadOutcome[] = ["missed", "voicemail", "contacted", "removed"];

/**
 * Ours from earlier calls give way to a better one. Those from before anybody worked on the lead give way to its first
 * news of a call; where they stand again later, a person has set them.
 */
function mayReplace(
  present: string,
  outcome: LeadOutcome,
  { activityId }: ReportJob,
  { leadStatus, replacedLeadStatuses }: StatusSettings,
): boolean {
  const weaker = order.slice(0, order.indexOf(outcome));
  if (weaker.some((each) => leadStatus[each] === present)) return true;
  // What is empty, nobody has set: the first report may have known no outcome, or have come no further than its activity.
  return present === "" || (activityId === undefined && replacedLeadStatuses.includes(present));
}
