import type { CrmRecord } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { isSameText } from "../../kit/same-text.ts";
import { isGone } from "./meaning.ts";
import { candidate } from "./person.ts";
import { findRows, isFilterable, makeRow, PERSON, type Row, readRow } from "./rows.ts";

/** The person of a lead. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PeopleSettings {
  readonly createPerson: boolean;
  readonly country?: Country | undefined;
}

/** More have no e-mail address or phone in common. */
const MOST = 60;
/** The national part of a number is kept without its calling code, and no shorter than this. */
const TAIL = 6;

const recordOf = (id: string): CrmRecord => ({ type: PERSON.one, id });

async function findRecord(crm: CrmHttp, lead: Lead, { country }: PeopleSettings): Promise<Found<CrmRecord>> {
  const find = async (filter: string) =>
    (await findRows(crm, PERSON, filter, MOST)).map((row) => ({ ...candidate(row), id: row.id }));
  const { record, isTaken = false } = await findPerson(lead, country ?? lead.country, {
    async byEmail(email) {
      if (!isFilterable(email)) return [];
      const people = await find(`emails.primaryEmail[ilike]:"${email}"`);
      // For a filter of this kind some signs of an address stand for any.
      return people.filter(({ emails }) => emails.some((each) => isSameText(each, email)));
    },
    byPhone: (phone) => find(`phones.primaryPhoneNumber[like]:"%${phone.slice(-TAIL)}"`),
  });
  return { record: record && recordOf(record.id), isTaken };
}

export const personOf = recordFinder({
  none: "No person in Twenty",
  isAllowed: ({ createPerson }: PeopleSettings) => createPerson,
  find: findRecord,
  make: makePerson,
});

/** Twenty splits a number that is written with its country. */
async function makePerson(
  crm: CrmHttp,
  { firstName = "", lastName = "", company = "", phone, email }: Lead["person"],
): Promise<CrmRecord> {
  const isNamed = firstName !== "" || lastName !== "";
  const id = await makeRow(crm, PERSON, {
    name: { firstName, lastName: isNamed ? lastName : company || email || phone || "-" },
    ...(email && { emails: { primaryEmail: email } }),
    ...(phone && { phones: { primaryPhoneNumber: phone } }),
  });
  return recordOf(id);
}

export interface PresentPerson {
  readonly row: Row;
  /** The job's own record is gone, and this is where the person is now: people that are merged become one of them. */
  readonly isMoved: boolean;
}

/** @throws {@link isGone} when Twenty shows neither the record nor the person */
export async function presentPerson(
  crm: CrmHttp,
  { record, lead }: Pick<ReportJob, "record" | "lead">,
  settings: PeopleSettings,
): Promise<PresentPerson> {
  try {
    return { row: await readRow(crm, PERSON, record?.id ?? ""), isMoved: false };
  } catch (error) {
    const moved = isGone(error) ? (await findRecord(crm, lead, settings)).record : undefined;
    if (!moved) throw error;
    return { row: await readRow(crm, PERSON, moved.id), isMoved: true };
  }
}
