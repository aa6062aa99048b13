import * as z from "zod/mini";
import type { Person } from "../../../lead/lead.ts";
import { splitName } from "../../../lead/reader/names.ts";
import { type Country, nationalPart } from "../../../lead/reader/phone.ts";
import { TransientError } from "../../../runtime/errors.ts";
import { cutText } from "../../../runtime/text.ts";
import type { CrmHttp, ReportJob } from "../../contract/reporter.ts";
import { jsonContent } from "../../kit/out/content.ts";
import type { Found } from "../../kit/out/find-or-make.ts";
import { type Candidate, findPerson as findAmong, isWholly } from "../../kit/out/find-person.ts";
import { recordFinder } from "../../kit/out/record-finder.ts";
import { dataFrom, idIn } from "./api.ts";
import { IdSchema, PERSONS, PersonSchema, type PipedrivePerson } from "./shapes.ts";

/** The person of a lead. */

type Lead = Pick<ReportJob["lead"], "person" | "country">;

export interface PersonSettings {
  readonly createPerson: boolean;
  readonly country?: Country | undefined;
}

export const personOf = recordFinder({
  none: "No Pipedrive person",
  isAllowed: ({ createPerson }: PersonSettings) => createPerson,
  find: async (crm, lead, settings, mayMake) => {
    const found = await findPerson(crm, lead, settings);
    return found.record === undefined && mayMake ? findNewest(crm, lead, settings) : found;
  },
  make: makePerson,
});

export async function findPerson(crm: CrmHttp, lead: Lead, settings: PersonSettings): Promise<Found> {
  const { record } = await findAmong(lead, countryOf(lead, settings), {
    byEmail: (email) => search(crm, { term: email, fields: "email", exact_match: "true" }),
    // Numbers stand there as people wrote them. The search knows their digits, and not the country's where none was written.
    byPhone: (phone) => search(crm, { term: nationalPart(phone), fields: "phone" }),
  });
  return { record: record?.id };
}

/**
 * Pipedrive makes the same person twice, and its search may not show for a while what an earlier attempt has made: the
 * list does at once.
 */
async function findNewest(crm: CrmHttp, lead: Lead, settings: PersonSettings): Promise<Found> {
  const newest = await dataFrom(
    crm,
    `${PERSONS}?sort_by=add_time&sort_direction=desc&limit=50`,
    z.nullable(z.array(PersonSchema)),
  );
  const people = (newest ?? []).map(candidate);
  const { record } = await findAmong(lead, countryOf(lead, settings), {
    byEmail: async (email) => people.filter(({ emails }) => emails.some((each) => isSameText(each, email))),
    byPhone: async () => people,
  });
  return { record: record?.id };
}

/** Whether phone and e-mail address are the person's, whichever way it was come by. */
export const isTheirs = (person: PipedrivePerson, lead: Lead, settings: PersonSettings): boolean =>
  isWholly(candidate(person), lead, countryOf(lead, settings));

const countryOf = (lead: Lead, settings: PersonSettings): Country | undefined => settings.country ?? lead.country;

const isSameText = (a: string | null | undefined, b: string): boolean => a?.trim().toLowerCase() === b.toLowerCase();

type WithId = Candidate & { readonly id: string };

const candidate = ({ id, name, emails, phones }: PipedrivePerson): WithId => ({
  id,
  emails: (emails ?? []).map(({ value }) => value),
  phones: (phones ?? []).map(({ value }) => value),
  ...splitName({ fullName: name ?? undefined }),
});

/** A search shows of a person the bare addresses and numbers. */
const ItemsSchema = z.object({
  items: z.array(
    z.object({
      item: z.object({
        id: IdSchema,
        name: z.optional(z.nullable(z.string())),
        emails: z._default(z.array(z.string()), []),
        phones: z._default(z.array(z.string()), []),
      }),
    }),
  ),
});

/** https://developers.pipedrive.com/docs/api/v1/Persons#searchPersons */
async function search(crm: CrmHttp, question: Readonly<Record<string, string>>): Promise<WithId[]> {
  const { items } = await dataFrom(
    crm,
    `${PERSONS}/search?${new URLSearchParams({ ...question, limit: "100" })}`,
    ItemsSchema,
  );
  return items.map(({ item: { id, name, emails, phones } }) => ({
    id,
    emails,
    phones,
    ...splitName({ fullName: name ?? undefined }),
  }));
}

/** Characters of a name; Pipedrive refuses a longer one. */
const MOST_NAME = 255;

/** @returns the new person's id */
async function makePerson(crm: CrmHttp, { firstName, lastName, email, phone }: Person): Promise<string> {
  const name = [firstName, lastName].filter(Boolean).join(" ") || email || phone || "Unknown";
  const { body } = await crm.request(
    "POST",
    PERSONS,
    jsonContent({
      name: cutText(name, MOST_NAME),
      ...(email && { emails: [{ value: email, primary: true }] }),
      ...(phone && { phones: [{ value: phone, primary: true }] }),
    }),
  );
  const id = idIn(body);
  if (id === undefined) throw new TransientError("Pipedrive has the person but does not show it yet");
  return id;
}
