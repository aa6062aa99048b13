import type { CrmRecord, Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { API, CONTACTS, LEADS, query, quoted, type Row, rowContent, textOf, writtenId } from "./api.ts";
import { fieldOf, saysZoho } from "./meaning.ts";
import { endsLike } from "./phone-query.ts";

/** Whose record a lead is at Zoho: a lead of its, or a contact. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PersonSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
  readonly trigger: readonly string[];
}

/** A lead is looked for first: who has one beside a contact has asked for something new. */
const MODULES = [LEADS, CONTACTS];

const PHONES = ["Phone", "Mobile"];
/** Fields by which a record is compared with a lead. */
export const IDENTITY = ["Email", ...PHONES];

/** As many answers are read of one question; up to a thousand cost little. */
const MOST_FOUND = 1_000;

export const personOf = recordFinder({
  none: "No lead or contact of Zoho",
  isAllowed: ({ createLead }: PersonSettings) => createLead,
  find: findRecord,
  make: makeLead,
});

/** Taken is an e-mail address of a person with another phone, who must not be told of this one's call. */
export async function findRecord(crm: CrmHttp, lead: Lead, settings: PersonSettings): Promise<Found<CrmRecord>> {
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => (/[\\\p{Cc}]/u.test(email) ? Promise.resolve([]) : found(crm, `Email = ${quoted(email)}`)),
    byPhone: (phone) => found(crm, endsLike(phone, PHONES)),
  });
  return { record: record?.record, isTaken };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (values: Row, lead: Lead, settings: PersonSettings): boolean =>
  isWholly(candidate(values), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: PersonSettings): Country | undefined => settings.country ?? lead.country;

const candidate = (values: Row): Candidate => ({
  emails: [textOf(values, "Email")],
  phones: PHONES.map((field) => textOf(values, field)),
  firstName: textOf(values, "First_Name"),
  lastName: textOf(values, "Last_Name"),
});

async function found(crm: CrmHttp, where: string): Promise<(Candidate & { readonly record: CrmRecord })[]> {
  const candidates = [];
  for (const type of MODULES) {
    const fields = ["id", "First_Name", "Last_Name", ...IDENTITY].join(", ");
    const rows = await query(crm, `select ${fields} from ${type} where ${where} limit ${MOST_FOUND}`);
    candidates.push(...rows.map((values) => ({ ...candidate(values), record: { type, id: textOf(values, "id") } })));
  }
  return candidates;
}

/**
 * Every lead has a last name; the longest values are those of
 * https://help.zoho.com/portal/en/kb/crm/customize-crm-account/customizing-fields/articles/standard-modules-fields
 */
async function makeLead(crm: CrmHttp, person: Person, { trigger }: PersonSettings): Promise<CrmRecord> {
  const { email, firstName, lastName, phone, company } = person;
  const cut = (text: string | undefined, length: number) => (text ? cutText(text, length) : undefined);
  const name = lastName ?? firstName ?? email ?? phone ?? "Unknown";
  const lead: NewLead = {
    Last_Name: cut(name, 80),
    First_Name: lastName === undefined ? undefined : cut(firstName, 40),
    // An address that was cut would be another's.
    Email: email !== undefined && email.length <= 100 ? email : undefined,
    Phone: phone,
    Company: cut(company, 100),
  };
  const id = writtenId(await insert(crm, lead, trigger));
  if (id === undefined) throw new TransientError("Zoho has the lead but does not show it yet");
  return { type: LEADS, id };
}

type NewLead = Readonly<Record<string, string | undefined>>;

/** Some accounts want a company of every lead, and what somebody typed need be no address: the person is made all the same. */
async function insert(crm: CrmHttp, lead: NewLead, trigger: readonly string[]): Promise<ApiAnswer> {
  try {
    return await crm.request("POST", `${API}/${LEADS}`, rowContent(lead, trigger));
  } catch (error) {
    const about = fieldOf(error);
    if (about === "Company" && !lead.Company) return insert(crm, { ...lead, Company: lead.Last_Name }, trigger);
    if (about === "Email" && lead.Email && saysZoho(error, "INVALID_DATA")) {
      return insert(crm, { ...lead, Email: undefined }, trigger);
    }
    throw error;
  }
}
