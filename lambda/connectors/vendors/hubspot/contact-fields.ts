import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, isSetFor, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { type ContactSettings, IDENTITY, isTheirs } from "./contact.ts";
import { ALL_OF_READ, CONTACTS, type HubspotObject, ObjectSchema, objectsFrom } from "./objects.ts";

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
  const named = namedFields(fields);
  if (named.length === 0 && !isSetFor(job, statuses)) return;
  const contact = await readContact(crm, contactId, ["hs_lead_status", ...named, ...IDENTITY]);
  if (!contact || !(job.cameWithRecord || isTheirs(contact, job.lead, settings))) return;
  const status = nextStatus(contact.properties.hs_lead_status ?? "", job, { statuses, replaced });
  const figures = Object.entries(speedChanges(job, fields, contact.properties));
  const properties = {
    ...(status !== undefined && { hs_lead_status: status }),
    ...Object.fromEntries(figures.map(([name, value]) => [name, String(value)])),
  };
  if (Object.keys(properties).length === 0) return;
  await crm.request("PATCH", pathOf(contactId), jsonContent({ properties }));
}

/**
 * Its id may be another than the one that was asked for: that of the contact into which it was merged.
 * https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
 * @returns undefined when somebody has deleted it since
 */
export async function readContact(
  crm: CrmHttp,
  id: string,
  properties: readonly string[],
): Promise<HubspotObject | undefined> {
  try {
    const { body } = await crm.request("GET", `${pathOf(id)}?properties=${properties.join(",")}`);
    const { data } = z.safeParse(ObjectSchema, body);
    if (!data) throw new TransientError("HubSpot answered a look-up with something unexpected");
    return data;
  } catch (error) {
    if (!(error instanceof RejectedError) || error.status !== 404) throw error;
    // Whatever stands between answers 404 as well. This question says by an empty list that there is no such contact.
    return (await objectsFrom(crm, `${CONTACTS}/batch/read`, { properties, inputs: [{ id }], ...ALL_OF_READ }))[0];
  }
}

const pathOf = (id: string): string => `${CONTACTS}/${encodeURIComponent(id)}`;
