import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import {
  ALL_OF_READ,
  ALL_OF_SEARCH,
  CONTACTS,
  given,
  type HubspotObject,
  ObjectSchema,
  objectsFrom,
} from "./objects.ts";

/** The contact of a lead. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface ContactSettings {
  readonly createContact: boolean;
  readonly country?: Country | undefined;
}

export const contactOf = recordFinder({
  none: "No HubSpot contact",
  isAllowed: ({ createContact }: ContactSettings) => createContact,
  find: findContact,
  make: makeContact,
});

/** Taken is an e-mail address of a contact with another phone: it must not be told of this one's call. */
async function findContact(crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<Found> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => findByEmail(crm, email),
    byPhone: (phone) => findByPhone(crm, phone),
  });
  return { record: record?.id, isTaken };
}

/** Properties by which a contact is compared with a lead. */
export const IDENTITY = ["email", "hs_additional_emails", "phone", "mobilephone"];

/** Whether phone and e-mail address are the contact's, whichever way it was come by. */
export const isTheirs = (contact: HubspotObject, lead: Lead, settings: ContactSettings): boolean =>
  isWholly(candidate(contact), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: ContactSettings): Country | undefined => settings.country ?? lead.country;

const candidate = ({ id, properties }: HubspotObject): Candidate & { readonly id: string } => ({
  id,
  emails: [properties.email, ...(properties.hs_additional_emails ?? "").split(";")],
  phones: [properties.phone, properties.mobilephone],
  firstName: properties.firstname,
  lastName: properties.lastname,
});

/** By reading instead of searching: it knows further addresses of a contact, and sees what was written a moment ago. */
async function findByEmail(crm: CrmHttp, email: string) {
  const question = { idProperty: "email", properties: IDENTITY, inputs: [{ id: email }], ...ALL_OF_READ };
  return (await objectsFrom(crm, `${CONTACTS}/batch/read`, question)).map(candidate);
}

/**
 * People write numbers in every way, so HubSpot keeps digits to search by, without the country's:
 * https://developers.hubspot.com/docs/api/crm/search
 */
async function findByPhone(crm: CrmHttp, phone: string) {
  const searched = ["hs_searchable_calculated_phone_number", "hs_searchable_calculated_mobile_number"];
  const question = {
    filterGroups: searched.map((propertyName) => ({
      filters: [{ propertyName, operator: "CONTAINS_TOKEN", value: `*${phoneTail(phone)}` }],
    })),
    properties: [...IDENTITY, "firstname", "lastname"],
    limit: 100,
    ...ALL_OF_SEARCH,
  };
  return (await objectsFrom(crm, `${CONTACTS}/search`, question)).map(candidate);
}

/** @returns the new contact's id */
async function makeContact(crm: CrmHttp, person: Person): Promise<string> {
  const { email, firstName: firstname, lastName: lastname, phone, company } = person;
  const properties = given({ email, firstname, lastname, phone, company });
  const { body } = await crm.request("POST", CONTACTS, jsonContent({ properties, associations: [] }));
  const contact = z.safeParse(ObjectSchema, body).data;
  if (!contact) throw new TransientError("HubSpot has the contact but does not show it yet");
  return contact.id;
}
