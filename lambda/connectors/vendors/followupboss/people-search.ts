import type { Country } from "../../../lead/reader/phone.ts";
import { nationalPart } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { isSameText } from "../../kit/same-text.ts";
import { API } from "./access.ts";
import { candidate, type FubPerson, PersonSchema } from "./objects.ts";
import { readPages } from "./pages.ts";

/** The person of a lead among those of Follow Up Boss. */

export const PEOPLE = `${API}/people`;

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PlaceSettings {
  readonly country?: Country | undefined;
}

export const countryOf = (lead: Lead, { country }: PlaceSettings): Country | undefined => country ?? lead.country;

/** Somebody's as they are compared, with what they are. */
const compared = (person: FubPerson) => ({ ...candidate(person), person });

export async function findHere(crm: CrmHttp, lead: Lead, settings: PlaceSettings): Promise<Found<FubPerson>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: async (email) => (await search(crm, { email })).filter(hasEmail(email)),
    byPhone: async (phone) => {
      const asDialledAbroad = await search(crm, { phone });
      // Most stand there without the country's code: the CRM is one of the United States and Canada.
      return asDialledAbroad.length > 0 ? asDialledAbroad : search(crm, { phone: nationalPart(phone) });
    },
  });
  return { record: record?.person, isTaken };
}

/** Whether somebody is the person of the lead, by the same rules by which they are looked for. */
export async function isPersonOf(person: FubPerson, lead: Lead, settings: PlaceSettings): Promise<boolean> {
  const one = [compared(person)];
  const { record } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: async (email) => one.filter(hasEmail(email)),
    byPhone: async () => one,
  });
  return record !== undefined;
}

const hasEmail =
  (email: string) =>
  ({ emails }: ReturnType<typeof compared>): boolean =>
    emails.some((each) => isSameText(each, email));

async function search(crm: CrmHttp, filter: Readonly<Record<string, string>>) {
  const found = [];
  const people = readPages(crm, PEOPLE, filter, { collection: "people", schema: PersonSchema });
  for await (const person of people) found.push(compared(person));
  return found;
}
