import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome } from "../../kit/out/by-outcome.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { API, activecampaignAccess } from "./access.ts";
import { fillFields } from "./contact-fields.ts";
import { isTheirs } from "./contact-search.ts";
import { moveDeal, movesDeal } from "./deal.ts";
import { createNote, findNote, updateNote } from "./note.ts";
import { placeOf } from "./place.ts";
import { type Settings, SettingsSchema } from "./settings.ts";
import { addTag } from "./tags.ts";
import { contactOf } from "./whose-result.ts";

/** Results as notes on the contact, with a tag, custom fields and the stage of its deal. */
export const activecampaignReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...activecampaignAccess(settings),
    probe: `${API}/users/me`,
    async findRecord(crm, lead, { mayMake }) {
      const id = await contactOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "contact", id };
    },
    create: (crm, job) => createNote(crm, job, settings),
    update: (crm, job, noteId) => updateNote(crm, job, noteId, settings),
    findTrace: (crm, job) => findNote(crm, job, settings),
    updateRecord: (crm, job) => changeContact(crm, job, settings),
  }),
);

/**
 * Tags start automations, so they and all else that the contact shows are touched only where the contact is surely theirs.
 */
async function changeContact(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<void> {
  if (!changesContact(job, settings)) return;
  const place = await placeOf(crm, job, settings);
  const { contact, isMoved } = place;
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(contact, job.lead, settings) })) return;
  await fillFields(crm, job, place, settings);
  await addTag(crm, job, contact.id, settings);
  if (movesDeal(job, settings)) await moveDeal(crm, job, contact.id, settings);
}

function changesContact(job: ReportJob, settings: Settings): boolean {
  const { tag, outcomeField, fields } = settings;
  const outcome = bestOutcome(job);
  const shows = outcome !== undefined && (tag[outcome] ?? outcomeField?.values[outcome] ?? null) !== null;
  const figures = Object.values(fields).some((id) => id !== undefined);
  return shows || figures || movesDeal(job, settings);
}
