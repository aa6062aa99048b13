import * as z from "zod/mini";
import type { Country } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import { atRecord, type Place } from "../../kit/out/at-record.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { waysToWrite } from "../../kit/out/ways-to-write.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./address.ts";
import { ContactSchema, candidate, contactId, type FreshsalesContact, inForm } from "./objects.ts";

/** The person of a lead among the contacts. https://developers.freshworks.com/crm/api/#lookup_search */

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PlaceSettings {
  readonly country?: Country | undefined;
}

export const countryOf = (lead: Lead, { country }: PlaceSettings): Country | undefined => country ?? lead.country;

export async function findContact(
  crm: CrmHttp,
  lead: Lead,
  settings: PlaceSettings,
): Promise<Found<FreshsalesContact>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: async (email) =>
      (await lookUp(crm, email, "email")).filter(({ emails }) => emails.some((each) => isSameText(each, email))),
    async byPhone(phone) {
      // Freshsales compares letter by letter, and keeps numbers as they were given.
      for (const written of waysToWrite(phone)) {
        const found = await lookUp(crm, written, "mobile_number,work_number");
        if (found.length > 0) return found;
      }
      return [];
    },
  });
  return { record: record?.contact, isTaken };
}

/** The list stands in an object of its name. */
const LookupSchema = z.object({ contacts: z.optional(z.object({ contacts: listOf(ContactSchema) })) });

async function lookUp(crm: CrmHttp, q: string, f: string) {
  const { body } = await crm.request("GET", `${API}/lookup?${new URLSearchParams({ q, f, entities: "contact" })}`);
  const { contacts } = inForm(LookupSchema, body, "contacts");
  return (contacts?.contacts ?? []).map((contact) => ({ ...candidate(contact), contact }));
}

/** Does something at the contact of a result. @throws as the contract's `create` */
export const atContact = <Result>(
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PlaceSettings,
  act: (place: Place) => Promise<Result>,
): Promise<Result> =>
  atRecord(contactId(job.record?.id), async () => (await findContact(crm, job.lead, settings)).record?.id, act);
