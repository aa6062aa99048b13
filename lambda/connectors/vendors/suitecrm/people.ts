import type { CrmRecord, Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { cutText } from "../../../runtime/text.ts";
import { type CrmHttp, ExistsError, type ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { ownId } from "../../kit/out/own-id.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import { CONTACTS, createRecord, LEADS, listRecords, plain, type Row, textOf } from "./api.ts";

/** Whose record a lead from elsewhere is: a lead of SuiteCRM, or a contact. */

type Lead = ReportJob["lead"];

export interface PeopleSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
  readonly ownerId?: string | undefined;
}

/** A lead is looked for first: who has one beside a contact has asked for something new. */
const MODULES = [LEADS, CONTACTS];

/** Both modules have them. */
const PHONES = ["phone_mobile", "phone_work", "phone_home", "phone_other"];
/** Fields by which a record is compared with a lead. */
export const IDENTITY = ["first_name", "last_name", "email1", ...PHONES];

/** More of one number or address are not read. */
const MOST = 50;

export const personOf = recordFinder({
  none: "No lead or contact of SuiteCRM",
  isAllowed: ({ createLead }: PeopleSettings) => createLead,
  find: findRecord,
  make: (crm, person, settings, { id }) => makeLead(crm, id, person, settings),
});

export async function findRecord(crm: CrmHttp, lead: Lead, settings: PeopleSettings): Promise<Found<CrmRecord>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => search(crm, { "filter[email1][eq]": email }),
    byPhone: (phone) => search(crm, { "filter[operator]": "or", ...endsLike(phone) }),
  });
  return { record: record?.record, isTaken };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (row: Row, lead: Lead, settings: PeopleSettings): boolean =>
  isWholly(candidate(row), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: PeopleSettings): Country | undefined => settings.country ?? lead.country;

/** A phone is searched digit by digit, as people put any marks between them; what else fits is sorted out. */
function endsLike(phone: string): Record<string, string> {
  const pattern = [...phoneTail(phone)].map((digit) => `%${digit}`).join("");
  return Object.fromEntries(PHONES.map((field) => [`filter[${field}][like]`, pattern]));
}

const candidate = (row: Row): Candidate => ({
  emails: [textOf(row, "email1")],
  phones: PHONES.map((field) => textOf(row, field)),
  firstName: textOf(row, "first_name"),
  lastName: textOf(row, "last_name"),
});

async function search(crm: CrmHttp, filters: Readonly<Record<string, string>>) {
  const found = [];
  for (const type of MODULES) {
    const { rows } = await listRecords(crm, type, IDENTITY, filters, { size: MOST, number: 1 });
    found.push(...rows.map((row) => ({ ...candidate(row), record: { type, id: row.id } })));
  }
  return found;
}

/**
 * The lead of one of ours has an id of its own, so that two workers make it once.
 * https://github.com/salesagility/SuiteCRM/blob/master/modules/Leads/vardefs.php
 */
async function makeLead(
  crm: CrmHttp,
  leadId: string,
  { firstName, lastName, phone, email, company }: Person,
  { ownerId }: PeopleSettings,
): Promise<CrmRecord> {
  const lead = { type: LEADS, id: ownId("lead", leadId) };
  const cut = (text: string | undefined, length: number) => plain(cutText(text ?? "", length));
  const attributes = {
    // Every lead has a last name.
    last_name: cut(lastName ?? firstName ?? email ?? phone ?? "Unknown", 100),
    first_name: lastName === undefined ? "" : cut(firstName, 100),
    phone_mobile: cut(phone, 100),
    // An address that was cut would be another's.
    email1: email !== undefined && email.length <= 255 ? email : "",
    account_name: cut(company, 255),
    status: "New",
    assigned_user_id: ownerId ?? "",
  };
  const given = Object.entries(attributes).filter(([, value]) => value !== "");
  try {
    await createRecord(crm, lead, Object.fromEntries(given));
  } catch (error) {
    // Another worker has made it.
    if (!(error instanceof ExistsError)) throw error;
  }
  return lead;
}
