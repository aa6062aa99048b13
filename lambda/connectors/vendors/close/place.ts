import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { API } from "./access.ts";
import { findContact } from "./contact-search.ts";
import { type CloseLead, ContactSchema, candidate, LeadSchema } from "./objects.ts";

/** Where a result belongs in Close: on a lead, and there on the contact that was called. */

export interface Place {
  readonly lead: CloseLead;
  /** Undefined where the lead has no such contact. */
  readonly contactId: string | undefined;
  /** The job's record is gone, and this is where its contact is now. */
  readonly isMoved: boolean;
}

type Job = Pick<ReportJob, "record" | "lead" | "cameWithRecord">;

/**
 * Two leads that a person merges become one: the other is gone and its contacts are with the first. The same goes for
 * a contact that is put to another lead.
 * @param fields names of the lead's fields that are needed beside its contacts
 * @throws as the contract's `create`; RejectedError 404 when Close shows neither the record nor the person
 */
export async function placeOf(crm: CrmHttp, job: Job, fields: readonly string[] = []): Promise<Place> {
  const id = job.record?.id ?? "";
  try {
    const known = isContact(id) ? await leadIdOf(crm, id) : id;
    const lead = await readLead(crm, known, fields);
    return { lead, contactId: isContact(id) ? id : await contactIn(lead, job), isMoved: false };
  } catch (error) {
    const isGone = error instanceof RejectedError && error.status === 404;
    const moved = isGone ? (await findContact(crm, job.lead)).record : undefined;
    if (!moved) throw error;
    return { lead: await readLead(crm, moved.leadId, fields), contactId: moved.id, isMoved: true };
  }
}

/** Ids say what they are of: https://developer.close.com/api/resources/contacts */
const isContact = (id: string): boolean => id.startsWith("cont_");

async function leadIdOf(crm: CrmHttp, contactId: string): Promise<string> {
  const { body } = await crm.request("GET", `${API}/contact/${encodeURIComponent(contactId)}/?_fields=id,lead_id`);
  const { lead_id } = z.safeParse(ContactSchema, body).data ?? {};
  if (!lead_id) throw new TransientError("Close answered a look-up of a contact with something unexpected");
  return lead_id;
}

async function readLead(crm: CrmHttp, id: string, fields: readonly string[]): Promise<CloseLead> {
  const names = ["id", "contacts", ...fields].map(encodeURIComponent).join(",");
  const { body } = await crm.request("GET", `${API}/lead/${encodeURIComponent(id)}/?_fields=${names}`);
  const lead = z.safeParse(LeadSchema, body).data;
  if (!lead) throw new TransientError("Close answered a look-up of a lead with something unexpected");
  return lead;
}

/** By phone or e-mail address; the only contact of the lead that ours came with is surely the person. */
async function contactIn({ contacts }: CloseLead, { lead, cameWithRecord }: Job): Promise<string | undefined> {
  const all = (contacts ?? []).map(candidate);
  const isTheirs = (email: string) => (each: string | null | undefined) =>
    each?.trim().toLowerCase() === email.toLowerCase();
  const { record } = await findPerson(lead, lead.country, {
    byEmail: async (email) => all.filter(({ emails }) => emails.some(isTheirs(email))),
    byPhone: async () => all,
  });
  return record?.id ?? (cameWithRecord && all.length === 1 ? all[0]?.id : undefined);
}
