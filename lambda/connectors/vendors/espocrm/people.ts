import type { CrmRecord, Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import { type CrmHttp, ExistsError, type ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { findPerson } from "../../kit/out/find-person.ts";
import { personToMake } from "../../kit/out/person-to-make.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import { API } from "./access.ts";
import { candidate, entities } from "./person.ts";
import { findRows, readRow, rowIn, textOf, type Where } from "./rows.ts";

/** The lead or contact of a person: a lead before a contact, as its status is what somebody works by. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PeopleSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
}

/** More have no e-mail address or phone in common. */
const MOST = 50;

export async function findRecord(crm: CrmHttp, lead: Lead, { country }: PeopleSettings): Promise<Found<CrmRecord>> {
  const { record } = await findPerson(lead, country ?? lead.country, {
    byEmail: (email) => peopleWhere(crm, { type: "equals", attribute: "emailAddress", value: email }),
    byPhone: (phone) =>
      peopleWhere(crm, { type: "endsWith", attribute: "phoneNumberNumeric", value: phoneTail(phone) }),
  });
  return { record: record?.record };
}

/** What a list shows of a record's phones and e-mail addresses are the first ones; the others only the record itself shows. */
async function peopleWhere(crm: CrmHttp, where: Where) {
  const lists = entities.map(async (type) => {
    const select = ["id", ...(type === "Lead" ? ["status"] : [])];
    const rows = await findRows(crm, type, { where: [where], select, maxSize: MOST, newestFirst: true });
    // A lead that was converted is a contact by now.
    const open = rows.filter((row) => textOf(row, "status") !== "Converted");
    return Promise.all(open.map(({ id }) => readCandidate(crm, { type, id })));
  });
  return (await Promise.all(lists)).flat().filter((each) => each !== undefined);
}

/** @returns undefined when it is gone since the list was made: merged into another, or deleted */
async function readCandidate(crm: CrmHttp, record: CrmRecord) {
  try {
    return { ...candidate(await readRow(crm, record.type, record.id)), record };
  } catch (error) {
    if (error instanceof RejectedError && error.status === 404) return undefined;
    throw error;
  }
}

/** @returns undefined when there is none, and none may be made for somebody who was not called */
export async function recordOf(
  crm: CrmHttp,
  lead: Lead,
  { mayMake, ...settings }: PeopleSettings & { readonly mayMake: boolean },
): Promise<CrmRecord | undefined> {
  const { record } = await findRecord(crm, lead, settings);
  if (record || !mayMake) return record;
  const person = personToMake(lead.person, {}, { allowed: settings.createLead, none: "No lead or contact in EspoCRM" });
  try {
    return await makeLead(crm, person);
  } catch (error) {
    if (!(error instanceof ExistsError)) throw error;
  }
  // Another worker was faster; or it is a namesake's, or one with the address and another phone: those are others.
  return (await findRecord(crm, lead, settings)).record ?? makeLead(crm, person, { "x-skip-duplicate-check": "true" });
}

/** What EspoCRM's own pattern keeps out of names (`noBadCharacters`). */
export const inName = (text: string, most: number): string => cutText(text.replace(/[<>=\s]+/g, " ").trim(), most);

async function makeLead(crm: CrmHttp, person: Person, headers?: Record<string, string>): Promise<CrmRecord> {
  const { firstName, lastName, company, phone, email } = person;
  const fields = {
    ...(firstName && { firstName: cutText(firstName, 100) }),
    lastName: cutText(lastName || (firstName ? "" : company || email || phone || "-"), 100),
    ...(company && { accountName: inName(company, 255) }),
    ...(phone && { phoneNumber: phone }),
    ...(email && { emailAddress: email }),
  };
  const { body } = await crm.request("POST", `${API}/Lead`, jsonContent(fields), headers);
  return { type: "Lead", id: rowIn(body).id };
}
