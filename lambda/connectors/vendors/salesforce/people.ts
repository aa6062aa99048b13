import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import { type PersonRecord, personRecord } from "./ids.ts";
import { askTogether, quoted, type Row, textOf } from "./query.ts";

/** The lead or contact of a person: an open lead before a contact, as its status is what somebody works by. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PeopleSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
  readonly findByPhone: boolean;
  readonly phoneFields: readonly string[];
}

export const recordOf = recordFinder({
  none: "No lead or contact in Salesforce",
  isAllowed: ({ createLead }: PeopleSettings & { readonly api: string }) => createLead,
  find: (crm, lead, { api, ...settings }) => findRecord(crm, api, lead, settings),
  make: (crm, person, { api }) => makeLead(crm, api, person),
});

async function findRecord(
  crm: CrmHttp,
  api: string,
  lead: Lead,
  settings: PeopleSettings,
): Promise<Found<PersonRecord>> {
  const find = (condition: string) => peopleWhere(crm, api, condition, settings);
  const { record } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => find(`Email = ${quoted(email)}`),
    byPhone: async (phone) => {
      if (!settings.findByPhone) return [];
      return find(settings.phoneFields.map((field) => `${field} LIKE ${quoted(inAnyFormat(phone))}`).join(" OR "));
    },
  });
  return { record: record?.record };
}

/** People write what they like between the digits, and before and after them. */
const inAnyFormat = (phone: string): string => `%${[...phoneTail(phone)].join("%")}%`;

/** More have no e-mail address or phone in common. */
const MOST_ROWS = 200;

const identityFields = ({ phoneFields }: PeopleSettings): string[] => ["Email", ...phoneFields];

async function peopleWhere(crm: CrmHttp, api: string, condition: string, settings: PeopleSettings) {
  const fields = ["Id", "FirstName", "LastName", ...identityFields(settings)].join(", ");
  const end = `ORDER BY CreatedDate DESC LIMIT ${MOST_ROWS}`;
  const rows = await askTogether(crm, api, [
    `SELECT ${fields} FROM Lead WHERE IsConverted = false AND (${condition}) ${end}`,
    `SELECT ${fields} FROM Contact WHERE (${condition}) ${end}`,
  ]);
  return rows.flatMap((row) => {
    const record = personRecord(textOf(row, "Id"));
    return record ? [{ ...candidate(row, settings), record }] : [];
  });
}

const candidate = (row: Row, { phoneFields }: PeopleSettings): Candidate => ({
  emails: [textOf(row, "Email")],
  phones: phoneFields.map((field) => textOf(row, field)),
  firstName: textOf(row, "FirstName"),
  lastName: textOf(row, "LastName"),
});

const countryOf = (lead: Lead, settings: PeopleSettings): Country | undefined => settings.country ?? lead.country;

/** Fields by which a lead in Salesforce is compared with ours. */
export const identityOf = identityFields;

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (row: Row, lead: Lead, settings: PeopleSettings): boolean =>
  isWholly(candidate(row, settings), lead, countryOf(lead, settings));

/** As Salesforce itself fills in what it must have and nobody has said. */
const NOT_PROVIDED = "[not provided]";

const MadeSchema = z.object({ id: z.string() });

/**
 * A lead must have a last name and a company. Rules against duplicates may let it in with a warning, as it was looked
 * for already; those that forbid it still do.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-duplicaterules.html
 */
async function makeLead(crm: CrmHttp, api: string, person: Person): Promise<PersonRecord> {
  const { firstName, lastName, company, phone, email } = person;
  const lead = {
    ...(firstName && lastName && { FirstName: cutText(firstName, 40) }),
    LastName: cutText(lastName || firstName || NOT_PROVIDED, 80),
    Company: cutText(company || NOT_PROVIDED, 255),
    ...(phone && { Phone: phone }),
    ...(email && email.length <= 80 && { Email: email }),
  };
  const header = { "sforce-duplicate-rule-header": "allowSave=true" };
  const { body } = await crm.request("POST", `${api}/sobjects/Lead`, jsonContent(lead), header);
  const made = personRecord(z.safeParse(MadeSchema, body).data?.id ?? "");
  if (!made) throw new TransientError("Salesforce has the lead but does not show it yet");
  return made;
}
