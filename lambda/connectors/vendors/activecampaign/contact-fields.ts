import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { speedChanges } from "../../kit/out/speed.ts";
import { CONTACTS } from "./contact-search.ts";
import type { Place } from "./place.ts";
import type { Settings } from "./settings.ts";

/** What of a call the contact's custom fields show. */

type FieldSettings = Pick<Settings, "outcomeField" | "fields">;

/** Custom fields are filled in by their ids, and those that are not named stay as they are. */
export async function fillFields(
  crm: CrmHttp,
  job: ReportJob,
  { contact, fields: present }: Place,
  { outcomeField, fields }: FieldSettings,
): Promise<void> {
  if (!outcomeField && Object.values(fields).every((id) => id === undefined)) return;
  // What a person has written there would be lost.
  if (!present) throw new TransientError("ActiveCampaign shows no custom fields of the contact");
  const outcome = outcomeField && nextOutcome(job, present[outcomeField.id], outcomeField);
  const changes = {
    ...(outcomeField && outcome && { [outcomeField.id]: outcome }),
    ...speedChanges(job, fields, present),
  };
  const fieldValues = Object.entries(changes).map(([field, value]) => ({ field, value: String(value) }));
  if (fieldValues.length === 0) return;
  await crm.request("PUT", `${CONTACTS}/${contact.id}`, jsonContent({ contact: { fieldValues } }));
}

const nextOutcome = (
  job: ReportJob,
  present: string | undefined,
  { values, replaced }: NonNullable<Settings["outcomeField"]>,
): string | undefined => nextStatus(present ?? "", job, { statuses: values, replaced });
