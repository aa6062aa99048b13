import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import { type Found, findOrMake } from "../../kit/out/find-or-make.ts";
import { isSameNumber, numbersIn, phoneTail } from "../../kit/out/same-number.ts";
import { CONTACTS, given, type HubspotObject, ObjectSchema, objectsFrom } from "./objects.ts";

/**
 * Whose contact a lead is. The phone was rung, so it is the person's who talked; an e-mail address is only what somebody
 * typed. It leads to a contact with that phone, or to one of whose phone nothing is known, and to no other.
 */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface ContactSettings {
  readonly createContact: boolean;
  readonly country?: Country | undefined;
}

/** @returns the contact's id; it is made where there is none */
export const contactOf = (crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<string> =>
  findOrMake(
    () => findContact(crm, lead, settings),
    ({ isTaken }) => {
      if (!settings.createContact) {
        throw new RejectedError(404, "No HubSpot contact has this e-mail address or phone, and none may be made");
      }
      return makeContact(crm, isTaken ? withoutEmail(lead.person) : lead.person);
    },
  );

/** Taken is an e-mail address of a contact with another phone: it must not be told of this one's call. */
export async function findContact(crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<Found> {
  const { email, phone } = lead.person;
  const country = countryOf(lead, settings);
  const byEmail = email ? await findByEmail(crm, email) : undefined;
  if (byEmail && (phone === undefined || !hasNumbers(byEmail) || hasPhone(byEmail, phone, country))) {
    return { id: byEmail.id };
  }
  const byPhone = phone ? await findByPhone(crm, { ...lead.person, phone }, country) : undefined;
  return { id: byPhone?.id, isTaken: byEmail !== undefined };
}

/** Properties by which a contact is compared with a lead. */
export const IDENTITY = ["email", "hs_additional_emails", "phone", "mobilephone"];

/** Whether phone and e-mail address are the contact's, whichever way it was come by. */
export function isWholly(contact: HubspotObject, lead: Lead, settings: ContactSettings): boolean {
  const { phone, email } = lead.person;
  const own = [contact.properties.email, ...(contact.properties.hs_additional_emails ?? "").split(";")]
    .filter((each): each is string => typeof each === "string" && each !== "")
    .map((each) => each.trim().toLowerCase());
  const isEmail = email === undefined ? own.length === 0 : own.includes(email.toLowerCase());
  return isEmail && phone !== undefined && hasPhone(contact, phone, countryOf(lead, settings));
}

const countryOf = (lead: Lead, settings: ContactSettings): Country | undefined => settings.country ?? lead.country;

/** By reading instead of searching: it knows further addresses of a contact, and sees what was written a moment ago. */
async function findByEmail(crm: CrmHttp, email: string): Promise<HubspotObject | undefined> {
  const question = { idProperty: "email", properties: IDENTITY, inputs: [{ id: email }] };
  return (await objectsFrom(crm, `${CONTACTS}/batch/read`, question))[0];
}

/**
 * People write numbers in every way, so HubSpot keeps digits to search by, without the country's:
 * https://developers.hubspot.com/docs/api/crm/search. What ends alike is compared in full.
 */
async function findByPhone(
  crm: CrmHttp,
  person: Person & { readonly phone: string },
  country: Country | undefined,
): Promise<HubspotObject | undefined> {
  const tail = `*${phoneTail(person.phone)}`;
  const searched = ["hs_searchable_calculated_phone_number", "hs_searchable_calculated_mobile_number"];
  const question = {
    filterGroups: searched.map((propertyName) => ({
      filters: [{ propertyName, operator: "CONTAINS_TOKEN", value: tail }],
    })),
    properties: [...IDENTITY, "firstname", "lastname"],
    limit: 100,
  };
  const alike = await objectsFrom(crm, `${CONTACTS}/search`, question);
  const same = alike.filter((contact) => hasPhone(contact, person.phone, country));
  // Of those who share a phone, the one who has the name.
  return same.find((contact) => hasName(contact, person)) ?? same[0];
}

const hasName = ({ properties }: HubspotObject, { firstName, lastName }: Person): boolean =>
  isSameText(properties.firstname, firstName) && isSameText(properties.lastname, lastName);

const isSameText = (a: string | null | undefined, b: string | undefined): boolean =>
  (a ?? "").trim().toLowerCase() === (b ?? "").trim().toLowerCase();

const numbersOf = ({ properties }: HubspotObject): string[] => numbersIn(properties.phone, properties.mobilephone);

const hasNumbers = (contact: HubspotObject): boolean => numbersOf(contact).length > 0;

const hasPhone = (contact: HubspotObject, phone: string, country: Country | undefined): boolean =>
  numbersOf(contact).some((text) => isSameNumber(text, phone, country));

/** @returns the new contact's id */
async function makeContact(crm: CrmHttp, person: Person): Promise<string> {
  const { email, firstName: firstname, lastName: lastname, phone, company } = person;
  const properties = given({ email, firstname, lastname, phone, company });
  const { body } = await crm.request("POST", CONTACTS, jsonContent({ properties }));
  const contact = z.safeParse(ObjectSchema, body).data;
  if (!contact) throw new TransientError("HubSpot has the contact but does not show it yet");
  return contact.id;
}

function withoutEmail({ email: _, ...person }: Person): Person {
  return person;
}
