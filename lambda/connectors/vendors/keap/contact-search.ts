import type { Country } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { waysToWrite } from "../../kit/out/ways-to-write.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { ContactSchema, candidate, FIELDS, type KeapContact } from "./objects.ts";
import { filterOf, isPlain, readPages } from "./pages.ts";

/** The person of a lead among Keap's contacts. */

export const CONTACTS = `${API}/contacts`;

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PlaceSettings {
  readonly country?: Country | undefined;
}

export const countryOf = (lead: Lead, { country }: PlaceSettings): Country | undefined => country ?? lead.country;

const ALL_PHONES = "PHONE1,PHONE2,PHONE3,PHONE4,PHONE5";

export async function findContact(crm: CrmHttp, lead: Lead, settings: PlaceSettings): Promise<Found<KeapContact>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    async byEmail(email) {
      const found = isPlain(email) ? await search(crm, { email }) : [];
      return found.filter(({ emails }) => emails.some((each) => isSameText(each, email)));
    },
    async byPhone(phone) {
      // Keap does not say in which form it compares them.
      for (const written of waysToWrite(phone)) {
        const found = await search(crm, { phone_number: written, phone_fields: ALL_PHONES });
        if (found.length > 0) return found;
      }
      return [];
    },
  });
  return { record: record?.contact, isTaken };
}

async function search(crm: CrmHttp, conditions: Readonly<Record<string, string>>) {
  const filters = { filter: filterOf(conditions), fields: FIELDS.join(",") };
  const found = [];
  for await (const contact of readPages(crm, CONTACTS, filters, { collection: "contacts", schema: ContactSchema })) {
    found.push({ ...candidate(contact), contact });
  }
  return found;
}
