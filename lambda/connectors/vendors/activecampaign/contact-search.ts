import { type Country, nationalPart } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson, isWholly } from "../../kit/out/find-person.ts";
import { isSameNumber, numbersIn } from "../../kit/out/same-number.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { type Contact, ContactSchema, candidate } from "./objects.ts";
import { collected, readPages } from "./pages.ts";

/** The contact of a lead among those of ActiveCampaign. https://developers.activecampaign.com/reference/list-all-contacts */

export const CONTACTS = `${API}/contacts`;

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PlaceSettings {
  readonly country?: Country | undefined;
}

const countryOf = (lead: Lead, { country }: PlaceSettings): Country | undefined => country ?? lead.country;

export async function findHere(crm: CrmHttp, lead: Lead, settings: PlaceSettings): Promise<Found<Contact>> {
  const country = countryOf(lead, settings);
  const compared = (contact: Contact) => ({ ...candidate(contact), contact });
  const { record, isTaken = false } = await findPerson(lead, country, {
    byEmail: async (email) =>
      (await search(crm, { email })).filter((contact) => isSameText(contact.email, email)).map(compared),
    byPhone: async (phone) => (await searchByPhone(crm, phone, country)).map(compared),
  });
  return { record: record?.contact, isTaken };
}

/** Whether phone and e-mail address are the contact's, whichever way it was come by. */
export const isTheirs = (contact: Contact, lead: Lead, settings: PlaceSettings): boolean =>
  isWholly(candidate(contact), lead, countryOf(lead, settings));

/**
 * A phone stands there as it was typed. It is found by what it begins with, and where somebody put marks into it, by its
 * last four digits. Some countries write these in pairs, and North America does not.
 */
async function searchByPhone(crm: CrmHttp, phone: string, country: Country | undefined): Promise<Contact[]> {
  const last = phone.slice(-4);
  const inPairs = phone.startsWith("+1") ? [] : [" ", "."].map((mark) => `${last.slice(0, 2)}${mark}${last.slice(2)}`);
  const ways = [{ phone }, { phone: nationalPart(phone) }, ...[last, ...inPairs].map((search) => ({ search }))];
  for (const way of ways) {
    const found = (await search(crm, way)).filter((contact) =>
      numbersIn(contact.phone).some((text) => isSameNumber(text, phone, country)),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** The last digits of a phone, many contacts of a large account have in common: all of them are compared. */
const search = async (crm: CrmHttp, filter: Readonly<Record<string, string>>): Promise<Contact[]> =>
  (await collected(readPages(crm, CONTACTS, filter, { collection: "contacts", schema: ContactSchema }))).filter(
    isThere,
  );

export const isThere = ({ deleted }: Contact): boolean => deleted !== "1";
