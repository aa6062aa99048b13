import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { type Country, parsePhone } from "../../../lead/reader/phone.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ReportJob } from "../../contract/connector.ts";
import type { CrmHttp } from "../../kit/out/crm-http.ts";
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
export async function contactOf(crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<string> {
  const found = await findContact(crm, lead, settings);
  if (found.id !== undefined) return found.id;
  if (!settings.createContact) {
    throw new RejectedError(404, "No HubSpot contact has this e-mail address or phone, and none may be made");
  }
  if (found.emailIsAnothers) return makeContact(crm, withoutEmail(lead.person));
  try {
    return await makeContact(crm, lead.person);
  } catch (error) {
    // Somebody was faster: the contact has come into being since we looked.
    if (!(error instanceof RejectedError && error.status === 409)) throw error;
  }
  const again = await findContact(crm, lead, settings);
  if (again.id !== undefined) return again.id;
  if (again.emailIsAnothers) return makeContact(crm, withoutEmail(lead.person));
  throw new TransientError("HubSpot has the contact but does not show it yet");
}

export interface Found {
  readonly id: string | undefined;
  /** There is a contact with the e-mail address, and another phone: it must not be told of this one's call. */
  readonly emailIsAnothers: boolean;
}

export async function findContact(crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<Found> {
  const { email, phone } = lead.person;
  const country = countryOf(lead, settings);
  const byEmail = email ? await findByEmail(crm, email) : undefined;
  if (byEmail && (phone === undefined || !hasNumbers(byEmail) || hasPhone(byEmail, phone, country))) {
    return { id: byEmail.id, emailIsAnothers: false };
  }
  const byPhone = phone ? await findByPhone(crm, { ...lead.person, phone }, country) : undefined;
  return { id: byPhone?.id, emailIsAnothers: byEmail !== undefined };
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

const PHONE_TAIL = 8;

/**
 * People write numbers in every way, so HubSpot keeps digits to search by, without the country's:
 * https://developers.hubspot.com/docs/api/crm/search. What ends alike is compared in full.
 */
async function findByPhone(
  crm: CrmHttp,
  person: Person & { readonly phone: string },
  country: Country | undefined,
): Promise<HubspotObject | undefined> {
  const tail = `*${person.phone.slice(-PHONE_TAIL)}`;
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

const numbersOf = ({ properties }: HubspotObject): string[] =>
  [properties.phone, properties.mobilephone].flatMap((text) => (text && /\d/.test(text) ? [text] : []));

const hasNumbers = (contact: HubspotObject): boolean => numbersOf(contact).length > 0;

const hasPhone = (contact: HubspotObject, phone: string, country: Country | undefined): boolean =>
  numbersOf(contact).some((text) => isSameNumber(text, phone, country));

/** Digits that end alike are no match: `020 7946 0958` is another number in Maine than in London. */
function isSameNumber(text: string, phone: string, country: Country | undefined): boolean {
  const read = parsePhone(text, country ?? "US");
  if (read !== undefined && (country !== undefined || isInternational(text))) return read === phone;
  // As it is dialled abroad, from wherever.
  const abroad = text.replace(/[^\d+]/g, "").replace(/^(?:00|011)/, "+");
  return abroad.startsWith("+") && parsePhone(abroad, country ?? "US") === phone;
}

const isInternational = (text: string): boolean => /^\s*(?:tel:)?\s*\+/i.test(text.normalize("NFKC"));

/** @returns the new contact's id */
async function makeContact(crm: CrmHttp, person: Person): Promise<string> {
  const { email, firstName: firstname, lastName: lastname, phone, company } = person;
  const created = await crm.request("POST", CONTACTS, {
    properties: given({ email, firstname, lastname, phone, company }),
  });
  const contact = z.safeParse(ObjectSchema, created).data;
  if (!contact) throw new TransientError("HubSpot has the contact but does not show it yet");
  return contact.id;
}

function withoutEmail({ email: _, ...person }: Person): Person {
  return person;
}
