import { type Country, nationalPart } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson, isWholly } from "../../kit/out/find-person.ts";
import { isSameText } from "../../kit/same-text.ts";
import { type CopperRecord, candidate, collectionOf, emailsOf, RecordSchema, type RecordType } from "./objects.ts";
import { searchPages } from "./pages.ts";

/** Who a lead of ours is among Copper's leads and people. */

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PlaceSettings {
  readonly country?: Country | undefined;
}

export interface FoundRecord {
  readonly type: RecordType;
  readonly record: CopperRecord;
}

const countryOf = (lead: Lead, { country }: PlaceSettings): Country | undefined => country ?? lead.country;

const compared = (found: FoundRecord) => ({ ...candidate(found.record), found });

/** A lead goes before a person: it is what somebody works on. */
export async function findHere(crm: CrmHttp, lead: Lead, settings: PlaceSettings): Promise<Found<FoundRecord>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: async (email) =>
      [
        // https://developer.copper.com/leads/list-leads-search.html and …/people/list-people-search.html
        ...(await search(crm, "lead", { emails: email })),
        ...(await search(crm, "person", { emails: [email] })),
      ].filter(({ found }) => emailsOf(found.record).some((each) => isSameText(each, email))),
    byPhone: async (phone) => {
      const found = [];
      for (const type of ["lead", "person"] as const) {
        const asDialledAbroad = await search(crm, type, { phone_number: phone });
        // Most stand there without the country's code.
        const more = asDialledAbroad.length > 0 ? [] : await search(crm, type, { phone_number: nationalPart(phone) });
        found.push(...asDialledAbroad, ...more);
      }
      return found;
    },
  });
  return { record: record?.found, isTaken };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (record: CopperRecord, lead: Lead, settings: PlaceSettings): boolean =>
  isWholly(candidate(record), lead, countryOf(lead, settings));

async function search(crm: CrmHttp, type: RecordType, filter: Readonly<Record<string, unknown>>) {
  const found = [];
  for await (const record of searchPages(crm, `${collectionOf(type)}/search`, filter, { schema: RecordSchema })) {
    found.push(compared({ type, record }));
  }
  return found;
}
