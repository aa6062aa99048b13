import type { CrmRecord, Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { waysToWrite } from "../../kit/out/ways-to-write.ts";
import { isSameText } from "../../kit/same-text.ts";
import {
  CONTACT,
  collectionOf,
  dataContent,
  LEAD,
  RecordSchema,
  readPages,
  type SellRecord,
  writtenId,
} from "./api.ts";

/** Whose record a lead is in Sell: a lead of its, or a contact. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PersonSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
}

interface Known extends Candidate {
  readonly record: CrmRecord;
}

/** A lead is looked for first: who has one beside a contact has asked for something new. */
const TYPES = [LEAD, CONTACT];

export const personOf = recordFinder({
  none: "No lead or contact of Sell",
  isAllowed: ({ createLead }: PersonSettings) => createLead,
  find: findRecord,
  make: makeLead,
});

/** Taken is an e-mail address of a person with another phone, who must not be told of this one's call. */
export async function findRecord(crm: CrmHttp, lead: Lead, settings: PersonSettings): Promise<Found<CrmRecord>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => withEmail(crm, email),
    byPhone: (phone) => withPhone(crm, phone),
  });
  return { record: record?.record, isTaken };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (record: SellRecord, lead: Lead, settings: PersonSettings): boolean =>
  isWholly(candidate(record), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: PersonSettings): Country | undefined => settings.country ?? lead.country;

const candidate = ({ email, phone, mobile, first_name, last_name }: SellRecord): Candidate => ({
  emails: [email],
  phones: [phone, mobile],
  firstName: first_name,
  lastName: last_name,
});

/** Nobody has tried whether Sell's filter looks at the case: what comes is compared in full. */
async function withEmail(crm: CrmHttp, email: string): Promise<readonly Known[]> {
  const found = await search(crm, TYPES, { email });
  return found.filter(({ emails }) => emails.some((each) => isSameText(each, email)));
}

/** Sell compares a phone as it stands there. It is looked for in each way until somebody is found. */
async function withPhone(crm: CrmHttp, phone: string): Promise<readonly Known[]> {
  for (const written of waysToWrite(phone)) {
    const found = [
      ...(await search(crm, TYPES, { phone: written })),
      ...(await search(crm, TYPES, { mobile: written })),
    ];
    if (found.length > 0) return found;
  }
  return [];
}

/** A contact may be a company, which is nobody's record. */
async function search(
  crm: CrmHttp,
  types: readonly string[],
  filter: Readonly<Record<string, string>>,
): Promise<Known[]> {
  const found: Known[] = [];
  for (const type of types) {
    for await (const record of readPages(crm, collectionOf(type), filter, { schema: RecordSchema })) {
      if (!record.is_organization) found.push({ ...candidate(record), record: { type, id: record.id } });
    }
  }
  return found;
}

/** Every lead has a last name or a company: https://developer.zendesk.com/api-reference/sales-crm/resources/leads/ */
async function makeLead(crm: CrmHttp, { firstName, lastName, email, phone, company }: Person): Promise<CrmRecord> {
  const lead = {
    first_name: lastName === undefined ? undefined : firstName,
    last_name: lastName ?? firstName ?? email ?? phone ?? "Unknown",
    organization_name: company,
    email,
    phone,
  };
  const { body } = await crm.request("POST", collectionOf(LEAD), dataContent(lead));
  const id = writtenId(body);
  if (id === undefined) throw new TransientError("Sell has the lead but does not show it yet");
  return { type: LEAD, id };
}
