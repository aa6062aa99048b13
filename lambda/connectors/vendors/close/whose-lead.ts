import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { given } from "../../kit/out/given.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { API } from "./access.ts";
import { findContact } from "./contact-search.ts";
import { LeadSchema } from "./objects.ts";

/** Close's lead for one of ours that came from elsewhere. */

export const leadOf = recordFinder({
  none: "No Close contact",
  made: "no lead",
  isAllowed: ({ createLead }: { readonly createLead: boolean }) => createLead,
  find: async (crm, lead) => foundAs(await findContact(crm, lead), ({ leadId }) => leadId),
  make: makeLead, // Close files an address's messages with every contact that has it, so another's is not entered here.
});

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
