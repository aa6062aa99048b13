import type { CrmRecord } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { atRecord } from "../../kit/out/at-record.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { candidate } from "./person.ts";
import { findPeople, makePerson, PEOPLE, type PersonRecord, readPerson } from "./records.ts";

/** The person of a lead. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PeopleSettings {
  readonly createPerson: boolean;
  readonly country?: Country | undefined;
}

/** More have no e-mail address or phone in common. */
const MOST = 50;

const recordOf = (id: string): CrmRecord => ({ type: PEOPLE, id });

async function findRecord(crm: CrmHttp, lead: Lead, { country }: PeopleSettings): Promise<Found<CrmRecord>> {
  const find = async (filter: object) =>
    (await findPeople(crm, filter, MOST)).map(({ id, values }) => ({ ...candidate(values), id }));
  const { record, isTaken = false } = await findPerson(lead, country ?? lead.country, {
    byEmail: (email) => find({ email_addresses: email }),
    // Attio keeps every number in E.164, whatever somebody typed.
    byPhone: (phone) => find({ phone_numbers: phone }),
  });
  return { record: record && recordOf(record.id), isTaken };
}

export const personOf = recordFinder({
  none: "Nobody in Attio",
  isAllowed: ({ createPerson }: PeopleSettings) => createPerson,
  find: findRecord,
  make: async (crm, person) => recordOf((await makePerson(crm, valuesOf(person))).id),
});

/** A name is written in all its parts or in none. */
function valuesOf({ firstName = "", lastName = "", company, phone, email }: Lead["person"]): object {
  const name = [firstName, lastName].filter(Boolean).join(" ") || company || email || phone || "-";
  const isNamed = firstName !== "" || lastName !== "";
  const parts = isNamed ? { first_name: firstName, last_name: lastName } : { first_name: "", last_name: name };
  return {
    name: [{ ...parts, full_name: name }],
    ...(email && { email_addresses: [email] }),
    ...(phone && { phone_numbers: [{ original_phone_number: phone, country_code: null }] }),
  };
}

export interface PresentPerson {
  readonly person: PersonRecord;
  /** The job's own record is gone, and this is where the person is now. */
  readonly isMoved: boolean;
}

/** Does something at the job's person, or where they are since two records were merged, which makes a new one of both. */
export const atPerson = <Result>(
  crm: CrmHttp,
  { record, lead }: Pick<ReportJob, "record" | "lead">,
  settings: PeopleSettings,
  act: (place: { readonly id: string; readonly isMoved: boolean }) => Promise<Result>,
): Promise<Result> => atRecord(record?.id ?? "", async () => (await findRecord(crm, lead, settings)).record?.id, act);

/** @throws RejectedError 404 when Attio shows neither the record nor the person */
export const presentPerson = (
  crm: CrmHttp,
  job: Pick<ReportJob, "record" | "lead">,
  settings: PeopleSettings,
): Promise<PresentPerson> =>
  atPerson(crm, job, settings, async ({ id, isMoved }) => ({ person: await readPerson(crm, id), isMoved }));
