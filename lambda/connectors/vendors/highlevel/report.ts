import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob } from "../../contract/reporter.ts";
import { bestOutcome } from "../../kit/out/by-outcome.ts";
import { highlevelAccess } from "./access.ts";
import { contactOf, findContact, isTheirs, readContact } from "./contact.ts";
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
      const id = mayMake ? await contactOf(crm, lead, settings) : (await findContact(crm, lead, settings)).record;
      return id === undefined ? undefined : { type: "contact", id };
    },
    /** Shown with the scope `users.readonly`. */
    owners: { named: settings.owners, list: (crm) => listUsers(crm, settings.locationId) },
    create: (crm, job) => createNote(crm, job, contactOfJob(job), settings),
    update: (crm, job, noteId) => updateNote(crm, job, contactOfJob(job), noteId, settings),
    findTrace: (crm, job) => findNote(crm, job, contactOfJob(job)),
    async updateRecord(crm, job) {
      await logCall(crm, job, contactOfJob(job), settings);
      await changeContact(crm, job, contactOfJob(job), settings);
    },
  }),
);

/** It is found or made before anything is written. */
const contactOfJob = ({ record }: ReportJob): string => record?.id ?? "";

/**
 * Tags start workflows, so they and all else that the contact shows are touched only where the contact is surely theirs.
 */
async function changeContact(crm: CrmHttp, job: ReportJob, contactId: string, settings: Settings): Promise<void> {
  if (!changesContact(job, settings)) return;
  const contact = await readContact(crm, contactId);
  if (!(job.cameWithRecord || isTheirs(contact, job.lead, settings))) return;
  await fillFields(crm, job, contact, settings);
  await addTag(crm, job, contact, settings);
  if (movesOpportunity(job, settings)) await moveOpportunity(crm, job, contactId, settings);
}

function changesContact(job: ReportJob, settings: Settings): boolean {
  const { tag, outcomeField, fields } = settings;
  const outcome = bestOutcome(job);
  const shows = outcome !== undefined && (tag[outcome] !== null || (outcomeField?.values[outcome] ?? null) !== null);
  const figures = Object.values(fields).some((id) => id !== undefined);
  return shows || figures || movesOpportunity(job, settings);
}
