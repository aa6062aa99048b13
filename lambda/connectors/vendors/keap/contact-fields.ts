import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { type ByOutcome, bestOutcome, nextStatus } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { CONTACTS, countryOf, type PlaceSettings } from "./contact-search.ts";
import { ContactSchema, type CustomField, candidate, FIELDS, type KeapContact } from "./objects.ts";
import { atContact } from "./place.ts";
import { applyTag, tagId } from "./tags.ts";

/** What of a call the contact shows: a tag, and custom fields. */

export interface ContactSettings extends PlaceSettings {
  readonly tag: ByOutcome;
  readonly outcomeField?: string | undefined;
  readonly outcomes: ByOutcome;
  readonly fields: SpeedFields;
}

/** Tags start automations, so they are touched only where the contact is surely the person's. */
export const changeContact = (crm: CrmHttp, job: ReportJob, settings: ContactSettings): Promise<void> =>
  atContact(crm, job, settings, async ({ id, isMoved }) => {
    const outcome = bestOutcome(job);
    const tag = outcome && settings.tag[outcome];
    const withFields = settings.outcomeField !== undefined || namedFields(settings.fields).length > 0;
    if (!tag && !withFields) return;
    const contact = await readContact(crm, id, withFields);
    const isTheirs = isWholly(candidate(contact), job.lead, countryOf(job.lead, settings));
    if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
    if (withFields) await changeFields(crm, contact, job, settings);
    if (tag) await addTag(crm, contact, tag);
  });

async function readContact(crm: CrmHttp, id: string, withFields: boolean): Promise<KeapContact> {
  const fields = [...FIELDS, ...(withFields ? ["custom_fields"] : [])].join(",");
  const { body } = await crm.request("GET", `${CONTACTS}/${encodeURIComponent(id)}?fields=${fields}`);
  const contact = z.safeParse(ContactSchema, body).data;
  if (!contact) throw new TransientError("Keap answered a look-up of a contact with something unexpected");
  return contact;
}

async function addTag(crm: CrmHttp, { id, tag_ids }: KeapContact, named: string): Promise<void> {
  const tag = await tagId(crm, named);
  if (!tag_ids?.includes(tag)) await applyTag(crm, tag, id);
}

async function changeFields(
  crm: CrmHttp,
  contact: KeapContact,
  job: ReportJob,
  { outcomeField, outcomes, fields }: ContactSettings,
): Promise<void> {
  const present = contact.custom_fields ?? [];
  const values = Object.fromEntries(present.map(({ id, content }) => [id, content]));
  const shown = outcomeField === undefined ? undefined : textOf(values[outcomeField]);
  const outcome = shown === undefined ? undefined : nextStatus(shown, job, { statuses: outcomes, replaced: [] });
  const changes = {
    ...(outcomeField !== undefined && outcome !== undefined && { [outcomeField]: outcome }),
    ...speedChanges(job, fields, values, (moment) => new Date(moment).toISOString()),
  };
  if (Object.keys(changes).length === 0) return;
  const path = `${CONTACTS}/${encodeURIComponent(contact.id)}?update_mask=custom_fields`;
  await crm.request("PATCH", path, jsonContent({ custom_fields: merged(present, changes) }));
}

const textOf = (content: unknown): string =>
  typeof content === "string" || typeof content === "number" ? String(content) : "";

/** A field that the list does not name is emptied, so all that have a value are named. */
function merged(present: readonly CustomField[], changes: Readonly<Record<string, string | number>>): CustomField[] {
  const isEmpty = (content: unknown) => content === undefined || content === null || content === "";
  const kept = present.filter(({ id, content }) => !(id in changes) && !isEmpty(content));
  return [...kept, ...Object.entries(changes).map(([id, content]) => ({ id, content }))];
}
