import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import { type CrmHttp, ExistsError, type ReportJob } from "../../contract/reporter.ts";
import { atRecord, type Place } from "../../kit/out/at-record.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { inForm } from "./api.ts";
import { OWN_SOURCE } from "./own-contacts.ts";

/** The contact of a lead. https://marketplace.gohighlevel.com/docs/ghl/contacts/contacts */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface ContactSettings {
  readonly locationId: string;
  readonly createContact: boolean;
  readonly country?: Country | undefined;
}

const Text = z.optional(z.nullable(z.string()));

/** An address beside the first: a text, or one with what is known of it. */
const FurtherEmail = z.union([
  z.string(),
  z.pipe(
    z.object({ email: z.string() }),
    z.transform(({ email }) => email),
  ),
]);

const ContactSchema = z.object({
  id: z.string(),
  email: Text,
  additionalEmails: z.catch(z.optional(z.array(FurtherEmail)), undefined),
  phone: Text,
  firstName: Text,
  lastName: Text,
  tags: z.catch(z._default(z.array(z.string()), []), []),
  customFields: z.catch(z._default(z.array(z.object({ id: z.string(), value: z.optional(z.unknown()) })), []), []),
});
export type Contact = z.output<typeof ContactSchema>;

const HeldSchema = z.object({ contact: ContactSchema });
/** Null where there is none. */
const LookUpSchema = z.object({ contact: z.optional(z.nullable(ContactSchema)) });

export const contactPath = (id: string): string => `/contacts/${encodeURIComponent(id)}`;

export async function readContact(crm: CrmHttp, id: string): Promise<Contact> {
  const { body } = await crm.request("GET", contactPath(id));
  return inForm(HeldSchema, body, "a contact").contact;
}

/** @returns the contact's id; undefined as {@link recordFinder} says */
export function contactOf(
  crm: CrmHttp,
  lead: ReportJob["lead"],
  asked: { readonly mayMake: boolean; readonly settings: ContactSettings },
): Promise<string | undefined> {
  let wasRefused = false;
  const contactFor = recordFinder({
    none: "No HighLevel contact",
    isAllowed: ({ createContact }: ContactSettings) => createContact,
    async find(_crm, _lead, settings) {
      const { record, isTaken } = await findContact(crm, lead, settings);
      // Further addresses and numbers of a contact count as its own, and a look-up may not show them.
      return { record, isTaken: isTaken === true || wasRefused };
    },
    make: (_crm, person, settings) =>
      makeContact(crm, person, settings).catch((error: unknown) => {
        wasRefused = error instanceof ExistsError;
        throw error;
      }),
  });
  return contactFor(crm, lead, asked);
}

/** Taken is an e-mail address of a contact with another phone: it must not be told of this one's call. */
async function findContact(crm: CrmHttp, lead: Lead, settings: ContactSettings): Promise<Found> {
  const lookUp = (by: "email" | "number") => async (value: string) => {
    const query = new URLSearchParams({ locationId: settings.locationId, [by]: value });
    const { body } = await crm.request("GET", `/contacts/search/duplicate?${query}`);
    const { contact } = inForm(LookUpSchema, body, "a contact");
    return contact ? [{ ...candidate(contact), id: contact.id }] : [];
  };
  // HighLevel keeps numbers as E.164, however they were typed, and finds them so.
  const search = { byEmail: lookUp("email"), byPhone: lookUp("number") };
  const { record, isTaken = false } = await findPerson(lead, countryOf(lead, settings), search);
  return { record: record?.id, isTaken };
}

/** Does something at the contact of a result. @throws as the contract's `create` */
export const atContact = <Result>(
  crm: CrmHttp,
  { record, lead }: Pick<ReportJob, "record" | "lead">,
  settings: ContactSettings,
  act: (place: Place) => Promise<Result>,
): Promise<Result> =>
  atRecord(record?.id ?? "", async () => (await findContact(crm, lead, settings)).record, act, isGone);

/** A contact that is not there is a 400 with words, or a 404. */
const isGone = (error: unknown): boolean =>
  error instanceof RejectedError &&
  (error.status === 404 || (error.status === 400 && /^contact\b.*\bnot found/i.test(error.detail ?? "")));

/** Whether phone and e-mail address are the contact's, whichever way it was come by. */
export const isTheirs = (contact: Contact, lead: Lead, settings: ContactSettings): boolean =>
  isWholly(candidate(contact), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: ContactSettings): Country | undefined => settings.country ?? lead.country;

const candidate = ({ email, additionalEmails = [], phone, firstName, lastName }: Contact): Candidate => ({
  emails: [email, ...additionalEmails],
  phones: [phone],
  firstName,
  lastName,
});

/**
 * @returns the new contact's id, or that of the contact which has the phone where HighLevel shows it to no look-up
 * @throws ExistsError when a contact has the e-mail address or the phone, and nobody knows which
 */
async function makeContact(crm: CrmHttp, person: Person, { locationId }: ContactSettings): Promise<string> {
  const { email, firstName, lastName, phone, company: companyName } = person;
  const contact = jsonContent({ locationId, firstName, lastName, email, phone, companyName, source: OWN_SOURCE });
  try {
    const { body } = await crm.request("POST", "/contacts/", contact);
    const made = z.safeParse(HeldSchema, body).data;
    if (!made) throw new TransientError("HighLevel has the contact but does not show it yet");
    return made.contact.id;
  } catch (error) {
    // Only the phone can be what they share.
    if (error instanceof ExistsError && error.id !== undefined && email === undefined) return error.id;
    throw error;
  }
}
