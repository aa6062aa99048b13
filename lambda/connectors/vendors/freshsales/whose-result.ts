import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { given } from "../../kit/out/given.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { findContact, type PlaceSettings } from "./contact-search.ts";
import { CONTACTS, IdSchema } from "./objects.ts";

/** Freshsales's contact for a lead that came from elsewhere. */

export interface MakeSettings extends PlaceSettings {
  readonly createContact: boolean;
}

export const contactOf = recordFinder({
  none: "No Freshsales contact",
  isAllowed: ({ createContact }: MakeSettings) => createContact,
  find: async (crm, lead, settings) => foundAs(await findContact(crm, lead, settings), ({ id }) => id),
  make: makeContact,
});

const MadeSchema = z.object({ contact: z.object({ id: IdSchema }) });

/** What is empty is refused, so it is left out. https://developers.freshworks.com/crm/api/#create_contact */
async function makeContact(crm: CrmHttp, { firstName, lastName, phone, email }: Person): Promise<string> {
  const contact = given({ first_name: firstName, last_name: lastName, mobile_number: phone, email });
  const { body } = await crm.request("POST", CONTACTS, jsonContent({ contact }));
  const made = z.safeParse(MadeSchema, body).data;
  if (!made) throw new TransientError("Freshsales has the contact but does not show it yet");
  return made.contact.id;
}
