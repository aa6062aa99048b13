import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob, Written } from "../../contract/reporter.ts";
import type { Place } from "../../kit/out/at-record.ts";
import { bestOutcome } from "../../kit/out/by-outcome.ts";
import { isSurelyTheirs } from "../../kit/out/surely-theirs.ts";
import { highlevelAccess } from "./access.ts";
import { atContact, contactOf, isTheirs, readContact } from "./contact.ts";
import { addTag, fillFields } from "./contact-fields.ts";
import { logCall } from "./conversation.ts";
import { createNote, findNote, updateNote } from "./notes.ts";
import { moveOpportunity, movesOpportunity } from "./opportunity.ts";
import { type Settings, SettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as notes on the contact; with a call provider also as calls in its conversation. */
export const highlevelReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...highlevelAccess,
    probe: `/contacts/search/duplicate?${new URLSearchParams({ locationId: settings.locationId, email: "nobody@example.com" })}`,
    findRecord: async (crm, lead, { mayMake }) => {
      const id = await contactOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "contact", id };
    },
    /** Shown with the scope `users.readonly`. */
    owners: { named: settings.owners, list: (crm) => listUsers(crm, settings.locationId) },
    create: (crm, job) => atContact(crm, job, settings, ({ id }) => createNote(crm, job, id, settings)),
    update: (crm, job, noteId) =>
      atContact(crm, job, settings, (place) => updateOrMoved(crm, job, place, noteId, settings)),
    findTrace: (crm, job) => atContact(crm, job, settings, ({ id }) => findNote(crm, job, id)),
    updateRecord: (crm, job) =>
      atContact(crm, job, settings, async (place) => {
        await logCall(crm, job, place.id, settings);
        await changeContact(crm, job, place, settings);
      }),
  }),
);

/** HighLevel does not say under which id a note goes on when its contact is merged: there it is looked for. */
async function updateOrMoved(
  crm: CrmHttp,
  job: ReportJob,
  { id, isMoved }: Place,
  noteId: string,
  settings: Settings,
): Promise<Written> {
  const present = isMoved ? await findNote(crm, job, id) : noteId;
  return present === undefined ? createNote(crm, job, id, settings) : updateNote(crm, job, id, present, settings);
}

/**
 * Tags start workflows, so they and all else that the contact shows are touched only where the contact is surely theirs.
 */
async function changeContact(crm: CrmHttp, job: ReportJob, { id, isMoved }: Place, settings: Settings): Promise<void> {
  if (!changesContact(job, settings)) return;
  const contact = await readContact(crm, id);
  if (!isSurelyTheirs(job, { isMoved, isTheirs: isTheirs(contact, job.lead, settings) })) return;
  await fillFields(crm, job, contact, settings);
  await addTag(crm, job, contact, settings);
  if (movesOpportunity(job, settings)) await moveOpportunity(crm, job, id, settings);
}

function changesContact(job: ReportJob, settings: Settings): boolean {
  const { tag, outcomeField, fields } = settings;
  const outcome = bestOutcome(job);
  const shows = outcome !== undefined && (tag[outcome] !== null || (outcomeField?.values[outcome] ?? null) !== null);
  const figures = Object.values(fields).some((id) => id !== undefined);
  return shows || figures || movesOpportunity(job, settings);
}
