import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { findOrMakePerson } from "../../kit/out/find-or-make-person.ts";
import { given } from "../../kit/out/given.ts";
import { API } from "./access.ts";
import { findContact, type Lead } from "./contact-search.ts";
import { LeadSchema } from "./objects.ts";

/** Close's lead for one of ours that came from elsewhere. */

/** @returns its id; undefined when there is none, and none may be made for somebody who was not called */
export function leadOf(
  crm: CrmHttp,
  lead: Lead,
  { mayMake, createLead }: { readonly mayMake: boolean; readonly createLead: boolean },
): Promise<string | undefined> {
  return findOrMakePerson(
    lead.person,
    { mayMake, allowed: createLead, none: "No Close contact", made: "no lead" },
    async () => foundAs(await findContact(crm, lead), ({ leadId }) => leadId),
    // Close files an address's messages with every contact that has it, so another's is not entered here.
    (person) => makeLead(crm, person),
  );
}

/** The kind that Close's own form proposes: nobody said where the phone rings. */
const KIND = "office";

/**
 * A lead and its contact, in one request. Without a company it has no name, and Close shows its contact's.
 * https://developer.close.com/api/resources/leads/create
 */
async function makeLead(crm: CrmHttp, { firstName, lastName, phone, email, company }: Person): Promise<string> {
  const contact = given({
    name: [firstName, lastName].filter(Boolean).join(" ") || undefined,
    phones: phone === undefined ? undefined : [{ phone, type: KIND }],
    emails: email === undefined ? undefined : [{ email, type: KIND }],
  });
  const content = jsonContent(given({ name: company, contacts: [contact] }));
  const { body } = await crm.request("POST", `${API}/lead/`, content);
  const made = z.safeParse(LeadSchema, body).data;
  if (!made) throw new TransientError("Close has the lead but does not show it yet");
  return made.id;
}
