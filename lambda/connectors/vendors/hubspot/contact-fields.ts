import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { type ContactSettings, IDENTITY, isTheirs } from "./contact.ts";
import { CONTACTS, type HubspotObject, ObjectSchema } from "./objects.ts";

/** The contact's lead status follows the lead, as long as it is surely theirs and nobody has set it; so do figures on the calls. */

export interface FieldSettings extends ContactSettings {
  readonly leadStatus: ByOutcome;
  readonly replacedLeadStatuses: readonly string[];
  readonly fields: SpeedFields;
}

export async function changeContact(
  crm: CrmHttp,
  job: ReportJob,
  contactId: string,
  settings: FieldSettings,
): Promise<void> {
  const { leadStatus: statuses, replacedLeadStatuses: replaced, fields } = settings;
  const named = Object.values(fields).filter((name) => name !== undefined);
  const outcome = bestOutcome(job);
  if (named.length === 0 && !(outcome && statuses[outcome])) return;
  const path = `${CONTACTS}/${encodeURIComponent(contactId)}`;
  const contact = await readContact(crm, `${path}?properties=${["hs_lead_status", ...named, ...IDENTITY].join(",")}`);
  if (!contact || !(job.cameWithRecord || isTheirs(contact, job.lead, settings))) return;
  const status = nextStatus(contact.properties.hs_lead_status ?? "", job, { statuses, replaced });
  const figures = Object.entries(speedChanges(job, fields, contact.properties));
  const properties = {
    ...(status !== undefined && { hs_lead_status: status }),
    ...Object.fromEntries(figures.map(([name, value]) => [name, String(value)])),
  };
  if (Object.keys(properties).length === 0) return;
  await crm.request("PATCH", path, jsonContent({ properties }));
}

/** @returns undefined when somebody has deleted it since */
async function readContact(crm: CrmHttp, path: string): Promise<HubspotObject | undefined> {
  const { body } = await crm.request("GET", path).catch((error: unknown) => {
    if (error instanceof RejectedError && error.status === 404) return { body: undefined };
    throw error;
  });
  if (body === undefined) return undefined;
  const { data } = z.safeParse(ObjectSchema, body);
  if (!data) throw new TransientError("HubSpot answered a look-up with something unexpected");
  return data;
}
