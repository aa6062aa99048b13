import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { speedChanges } from "../../kit/out/speed.ts";
import { type Contact, contactPath } from "./contact.ts";
import type { Settings } from "./settings.ts";

/** What of a call the contact itself shows: custom fields and a tag. */

type FieldSettings = Pick<Settings, "outcomeField" | "fields" | "tag">;

/** Custom fields are filled in by their ids, and those that are not named stay as they are. */
export async function fillFields(
  crm: CrmHttp,
  job: ReportJob,
  contact: Contact,
  { outcomeField, fields }: FieldSettings,
): Promise<void> {
  const present = Object.fromEntries(contact.customFields.map(({ id, value }) => [id, value]));
  const figures = Object.entries(speedChanges(job, fields, present)).map(([id, value]) => ({ id, value }));
  const outcome = outcomeField && outcomeChange(job, present[outcomeField.id], outcomeField);
  const customFields = [
    ...(outcomeField && outcome !== undefined ? [{ id: outcomeField.id, key: outcomeField.key, value: outcome }] : []),
    ...figures,
  ].map(({ value, ...field }) => ({ ...field, field_value: String(value) }));
  if (customFields.length > 0) await crm.request("PUT", contactPath(contact.id), jsonContent({ customFields }));
}

function outcomeChange(
  job: ReportJob,
  present: unknown,
  { values }: NonNullable<Settings["outcomeField"]>,
): string | undefined {
  const text = typeof present === "string" ? present : "";
  return nextStatus(text, job, { statuses: values, replaced: [] });
}

/** Adding is all: with the whole list of tags, those that somebody else adds meanwhile would be lost. */
export async function addTag(
  crm: CrmHttp,
  job: ReportJob,
  { id, tags }: Contact,
  { tag }: FieldSettings,
): Promise<void> {
  const outcome = bestOutcome(job);
  const added = outcome && tag[outcome];
  if (!added || tags.some((each) => each.toLowerCase() === added.toLowerCase())) return;
  await crm.request("POST", `${contactPath(id)}/tags`, jsonContent({ tags: [added] }));
}
