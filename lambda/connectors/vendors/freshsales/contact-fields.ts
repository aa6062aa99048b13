import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { addToList } from "../../kit/out/add-to-list.ts";
import { type ByOutcome, bestOutcome, isSetFor } from "../../kit/out/by-outcome.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { isWholly } from "../../kit/out/find-person.ts";
import { given } from "../../kit/out/given.ts";
import { namedFields, type SpeedFields, speedChanges } from "../../kit/out/speed.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { atContact, countryOf, type PlaceSettings } from "./contact-search.ts";
import { type StatusSettings, statusFor } from "./contact-status.ts";
import { AnswerSchema, CONTACTS, candidate, type FreshsalesContact, inForm } from "./objects.ts";

/** What of a call the contact shows: a status, a tag, custom fields. */

export interface ContactSettings extends PlaceSettings, StatusSettings {
  readonly tag: ByOutcome;
  readonly fields: SpeedFields;
}

/** Status and tags start workflows, so they are touched only where the contact is surely the person's. */
export const changeContact = (crm: CrmHttp, job: ReportJob, settings: ContactSettings): Promise<void> =>
  atContact(crm, job, settings, async ({ id, isMoved }) => {
    const { contactStatus, tag, fields } = settings;
    if (namedFields(fields).length === 0 && !isSetFor(job, contactStatus, tag)) return;
    const path = `${CONTACTS}/${encodeURIComponent(id)}`;
    const { contact } = inForm(AnswerSchema, (await crm.request("GET", path)).body, "a contact");
    const isTheirs = isWholly(candidate(contact), job.lead, countryOf(job.lead, settings));
    if (!isSurelyTheirs(job, { isMoved, isTheirs })) return;
    const status = await statusFor(crm, contact, job, settings);
    const figures = speedChanges(job, fields, contact.custom_field ?? {});
    const changes = given({
      contact_status_id: status === undefined ? undefined : Number(status),
      tags: await tagsFor(contact, job, settings),
      custom_field: Object.keys(figures).length > 0 ? figures : undefined,
    });
    if (Object.keys(changes).length > 0) await crm.request("PUT", path, jsonContent({ contact: changes }));
  });

/** Freshsales takes the list as a whole. Where it does not show the list, nobody knows what would be lost. */
async function tagsFor(
  { tags }: FreshsalesContact,
  job: ReportJob,
  { tag }: ContactSettings,
): Promise<readonly string[] | undefined> {
  const outcome = bestOutcome(job);
  const added = outcome && tag[outcome];
  if (!added || !tags) return undefined;
  let whole: readonly string[] | undefined;
  await addToList(
    [added],
    async () => tags,
    async (merged) => {
      whole = merged;
    },
  );
  return whole;
}
