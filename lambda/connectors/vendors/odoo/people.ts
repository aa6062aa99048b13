import type { CrmRecord } from "../../../lead/lead.ts";
import { splitName } from "../../../lead/reader/names.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { phoneTail } from "../../kit/out/same-number.ts";
import { call, LEAD, madeId, type Row, searchRead, textOf } from "./rpc.ts";

/** Whose record a lead from elsewhere is: a lead or opportunity, which are one model in Odoo. */

export type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PeopleSettings {
  readonly createLead: boolean;
  readonly country?: Country | undefined;
  readonly ownerId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly type?: "lead" | "opportunity" | undefined;
}

/** Fields by which a record is compared with a lead. */
export const IDENTITY = ["contact_name", "email_from", "email_normalized", "phone"];

/** More of one number or address are not read. */
const MOST = 100;

export const personOf = recordFinder({
  none: "No lead of Odoo",
  isAllowed: ({ createLead }: PeopleSettings) => createLead,
  find: findRecord,
  make: makeLead,
});

/**
 * Of several the newest: who asked more than once has a lead for each. One that was lost is archived and not found, so
 * that who asks again gets a new one.
 */
export async function findRecord(crm: CrmHttp, lead: Lead, settings: PeopleSettings): Promise<Found<CrmRecord>> {
  const search = async (...domain: unknown[]) =>
    (await searchRead(crm, LEAD, { domain, fields: IDENTITY, limit: MOST })).map(candidate);
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), {
    byEmail: (email) => search(["email_normalized", "=", email.toLowerCase()]),
    // The one is the number as Odoo understood it, the other searches digits, whatever stands between them.
    byPhone: (phone) => search("|", ["phone_sanitized", "=", phone], ["phone_mobile_search", "like", phoneTail(phone)]),
  });
  return { record: record && { type: LEAD, id: record.id }, isTaken };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export const isTheirs = (row: Row, lead: Lead, settings: PeopleSettings): boolean =>
  isWholly(candidate(row), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: PeopleSettings): Country | undefined => settings.country ?? lead.country;

const candidate = (row: Row): Candidate & { readonly id: string } => ({
  id: String(row.id),
  emails: [textOf(row, "email_normalized") || textOf(row, "email_from")],
  phones: [textOf(row, "phone")],
  ...splitName({ fullName: textOf(row, "contact_name") }),
});

/** https://github.com/odoo/odoo/blob/19.0/addons/crm/models/crm_lead.py */
async function makeLead(crm: CrmHttp, person: Lead["person"], settings: PeopleSettings): Promise<CrmRecord> {
  const { firstName, lastName, phone, email, company } = person;
  const fullName = [firstName, lastName].filter(Boolean).join(" ");
  const { ownerId, teamId, type } = settings;
  const values = {
    name: fullName || company || email || phone || "Unknown",
    ...(fullName && { contact_name: fullName }),
    ...(company && { partner_name: company }),
    ...(email && { email_from: email }),
    ...(phone && { phone }),
    // Otherwise it would be the bridge's own: the salesperson is whoever makes a lead.
    user_id: ownerId === undefined ? false : Number(ownerId),
    ...(teamId !== undefined && { team_id: Number(teamId) }),
    ...(type !== undefined && { type }),
  };
  // The bridge does not follow what it makes, as it would be sent every message about it.
  const context = { mail_create_nosubscribe: true };
  const id = madeId(await call(crm, LEAD, "create", { vals_list: [values], context }));
  if (id === undefined) throw new TransientError("Odoo has the lead but does not show it yet");
  return { type: LEAD, id };
}
