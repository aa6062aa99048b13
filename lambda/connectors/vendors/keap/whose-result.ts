import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { TransientError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { foundAs } from "../../kit/out/find-or-make.ts";
import { given } from "../../kit/out/given.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { CONTACTS, findContact, type PlaceSettings } from "./contact-search.ts";
import { IdSchema } from "./objects.ts";

/** Keap's contact for a lead that came from elsewhere. */

export interface MakeSettings extends PlaceSettings {
  readonly createContact: boolean;
}

export const contactOf = recordFinder({
  none: "No Keap contact",
  isAllowed: ({ createContact }: MakeSettings) => createContact,
  find: async (crm, lead, settings) => foundAs(await findContact(crm, lead, settings), ({ id }) => id),
  make: makeContact,
});

const MadeSchema = z.object({ id: IdSchema });

/** Characters that Keap takes. */
const MOST = { name: 40, email: 75 };

/**
 * Without `duplicate_option`: with it Keap would put our one phone in the place of all those of a contact that has the
 * address. The company is left out, as a contact names one by its id.
 */
async function makeContact(crm: CrmHttp, { firstName, lastName, phone, email }: Person): Promise<string> {
  const cut = (text: string | undefined) => (text === undefined ? undefined : cutText(text, MOST.name));
  const contact = given({
    given_name: cut(firstName),
    family_name: cut(lastName),
    source_type: "API",
    phone_numbers: phone === undefined ? undefined : [{ field: "PHONE1", number: phone }],
    // An address that was cut would be another's.
    email_addresses: email === undefined || email.length > MOST.email ? undefined : [{ field: "EMAIL1", email }],
  });
  const { body } = await crm.request("POST", CONTACTS, jsonContent(contact));
  const made = z.safeParse(MadeSchema, body).data;
  if (!made) throw new TransientError("Keap has the contact but does not show it yet");
  return made.id;
}
