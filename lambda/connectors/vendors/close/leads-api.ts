import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Fetched, Platform } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { API, closeAccess, isOwn, keyAccess } from "./access.ts";
import { type CloseLead, LeadSchema } from "./objects.ts";
import { personIn, refusesCalls } from "./person.ts";
import { readReference } from "./reference.ts";
import { wordsIn } from "./words.ts";

/**
 * Leads that events name, read with their contacts: https://developer.close.com/api/resources/leads/get
 * @param doNotCall custom fields of leads or contacts by which somebody wants no call
 */
export const leadsApi = (doNotCall: readonly string[]): Platform => ({
  ...keyAccess,
  access: () => closeAccess,
  async fetch(http, reference, { credentials }) {
    const { leadId, contactId, by } = readReference(reference);
    if (by !== undefined && isOwn(by, credentials)) {
      return { kind: "nothing", why: "the bridge itself made it" };
    }
    const fields = ["id", "name", "status_label", "addresses", "contacts", ...doNotCall]
      .map(encodeURIComponent)
      .join(",");
    const { status, body } = await http.get(`${API}/lead/${encodeURIComponent(leadId)}/?_fields=${fields}`);
    if (status >= 300) throw platformRefusal("Close", status, wordsIn(body));
    const lead = z.safeParse(LeadSchema, body).data;
    if (!lead) throw new TransientError("Close answered something else than a lead");
    return readLead(lead, contactId, doNotCall);
  },
});

/** @param contactId the contact that it is about; without it the first who can be called */
function readLead(lead: CloseLead, contactId: string | undefined, doNotCall: readonly string[]): Fetched {
  const contacts = lead.contacts ?? [];
  const people = contacts.map((contact) => ({ contact, person: personIn(contact, lead) }));
  if (contactId !== undefined && !people.some(({ contact }) => contact.id === contactId)) {
    throw new RejectedError(404, "Close shows no such contact on the lead");
  }
  const chosen =
    people.find(({ contact, person }) =>
      contactId === undefined ? person.phone !== undefined : contact.id === contactId,
    ) ?? people[0];
  if (!chosen) return { kind: "nothing", why: "the lead has no contact" };
  const { contact, person } = chosen;
  const refuses = refusesCalls(doNotCall, lead, contact);
  return { kind: "lead", lead: refuses ? { ...person, callsRefused: true } : person };
}
