import type { CrmRecord } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { cutText } from "../../../runtime/text.ts";
import { type CrmHttp, ExistsError, type ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import { newLeadId } from "./own-ids.ts";
import { findRows, makeRow, quoted, type Row, textOf } from "./rows.ts";

/** The lead or contact of a person: an open lead before a contact, as its status is what somebody works by. */

type Lead = ReportJob["lead"];

export interface PeopleSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
  readonly phoneFields: readonly string[];
}

export const recordOf = recordFinder({
  none: "No lead or contact in Dynamics 365",
  isAllowed: ({ createLead }: PeopleSettings) => createLead,
  find: findRecord,
  make: (crm, _person, _settings, lead) => makeLead(crm, lead),
});

async function findRecord(crm: CrmHttp, lead: Lead, settings: PeopleSettings): Promise<Found<CrmRecord>> {
  const find = (condition: string) => peopleWhere(crm, condition, settings);
  const { record } = await findPerson(lead, settings.country ?? lead.country, {
    byEmail: (email) => find(`emailaddress1 eq ${quoted(email)}`),
    byPhone: (phone) =>
      find(settings.phoneFields.map((field) => `contains(${field},${quoted(inAnyFormat(phone))})`).join(" or ")),
  });
  return { record: record?.record };
}

/**
 * People write what they like between the digits, and before and after them.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/webapi/query/filter-rows
 */
const inAnyFormat = (phone: string): string => [...phoneTail(phone)].join("%");

/** More have no e-mail address or phone in common. */
const MOST_ROWS = "200";

const TABLES = [
  { table: "leads", type: "lead", key: "leadid" },
  { table: "contacts", type: "contact", key: "contactid" },
] as const;

/** Fields by which a record is compared with a lead of ours. */
export const identityOf = ({ phoneFields }: Pick<PeopleSettings, "phoneFields">): string[] => [
  "emailaddress1",
  ...phoneFields,
];

async function peopleWhere(crm: CrmHttp, condition: string, settings: PeopleSettings) {
  const found: (Candidate & { readonly record: CrmRecord })[] = [];
  for (const { table, type, key } of TABLES) {
    const rows = await findRows(crm, table, {
      $select: [key, "firstname", "lastname", ...identityOf(settings)].join(","),
      // One that was qualified, disqualified, merged or switched off is not open.
      $filter: `statecode eq 0 and (${condition})`,
      $orderby: "createdon desc",
      $top: MOST_ROWS,
    });
    found.push(...rows.map((row) => ({ ...candidate(row, settings), record: { type, id: textOf(row, key) } })));
  }
  return found;
}

const candidate = (row: Row, { phoneFields }: PeopleSettings): Candidate => ({
  emails: [textOf(row, "emailaddress1")],
  phones: phoneFields.map((field) => textOf(row, field)),
  firstName: textOf(row, "firstname"),
  lastName: textOf(row, "lastname"),
});

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (row: Row, lead: Lead, settings: PeopleSettings): boolean =>
  isWholly(candidate(row, settings), lead, settings.country ?? lead.country);

/**
 * Lengths are those of the fields: https://learn.microsoft.com/en-us/dynamics365/developer/reference/entities/lead
 * One that a lost answer has left there is this lead's own.
 */
async function makeLead(crm: CrmHttp, lead: Lead): Promise<CrmRecord> {
  const { firstName, lastName, company, phone, email } = lead.person;
  const id = newLeadId(lead.id);
  const name = [firstName, lastName].filter(Boolean).join(" ");
  const fields = {
    subject: cutText(name || company || "Callingly", 300),
    ...(firstName && { firstname: cutText(firstName, 50) }),
    lastname: cutText(lastName || firstName || company || email || phone || "-", 50),
    ...(company && { companyname: cutText(company, 100) }),
    ...(phone && { telephone1: phone }),
    ...(email && email.length <= 100 && { emailaddress1: email }),
  };
  try {
    await makeRow(crm, "leads", id, fields);
  } catch (error) {
    if (!(error instanceof ExistsError)) throw error;
  }
  return { type: "lead", id };
}
