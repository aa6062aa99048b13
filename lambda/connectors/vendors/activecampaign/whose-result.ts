import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { CONTACTS, findHere, type PlaceSettings } from "./contact-search.ts";
import { IdSchema } from "./objects.ts";

/** ActiveCampaign's contact for a lead that came from elsewhere. */

export interface MakeSettings extends PlaceSettings {
  readonly createContact: boolean;
}

export const contactOf = recordFinder({
  none: "No ActiveCampaign contact",
  isAllowed: ({ createContact }: MakeSettings) => createContact,
  find: async (crm, lead, settings) => foundAs(await findHere(crm, lead, settings), ({ id }) => id),
  make: makeContact,
});

const MadeSchema = z.object({ contact: z.object({ id: IdSchema }) });

/**
 * `/contact/sync` would make it as well, and where a contact has the e-mail address already it would write our name and
 * phone over theirs: anybody can type an address. This one says that it is there (422, `duplicate`).
 * https://developers.activecampaign.com/reference/create-a-new-contact
 */
async function makeContact(crm: CrmHttp, { email, firstName, lastName, phone }: Person): Promise<string> {
  const known = { email, firstName, lastName, phone };
  // Taken where the account has opted in to contacts that have a phone alone, and refused with its words elsewhere.
  const contact = email === undefined ? { ...known, allowNullEmail: true } : known;
  const { body } = await crm.request("POST", CONTACTS, jsonContent({ contact }));
  const made = z.safeParse(MadeSchema, body).data;
  if (!made) throw new TransientError("ActiveCampaign has the contact but does not show it yet");
  return made.contact.id;
}
