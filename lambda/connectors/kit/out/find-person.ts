import type { Country } from "../../../lead/reader/phone.ts";
import type { ReportJob } from "../../contract/reporter.ts";
import { isSameText } from "../same-text.ts";
import type { Found } from "./find-or-make.ts";
import { isSameNumber, numbersIn } from "./same-number.ts";

/**
 * Whose record a lead is. The phone was rung, so it is the person's who talked; an e-mail address is only what somebody
 * typed. It leads to a record with that phone, or to one of whose phone nothing is known, and to no other.
 */

/** A record of a person in the CRM, as far as it is compared with a lead. */
export interface Candidate {
  readonly emails: readonly Text[];
  /** As people wrote them. */
  readonly phones: readonly Text[];
  readonly firstName?: Text;
  readonly lastName?: Text;
}

type Text = string | null | undefined;

export interface PersonSearch<Person extends Candidate> {
  /** Records that have this address, and no others. */
  byEmail(email: string): Promise<readonly Person[]>;
  /** Records that may have this phone, which people write in every way: those that do not are sorted out. @param phone E.164 */
  byPhone(phone: string): Promise<readonly Person[]>;
}

type Lead = Pick<ReportJob["lead"], "person">;

/**
 * Looks by the e-mail address first, as that finds at most a few, and then by the phone. Of several with one phone the
 * one that has the name is chosen.
 * @param country where numbers without country code are at home in the CRM
 */
export async function findPerson<Person extends Candidate>(
  { person: { email, phone, firstName, lastName } }: Lead,
  country: Country | undefined,
  search: PersonSearch<Person>,
): Promise<Found<Person>> {
  const has = (candidate: Candidate) => phone !== undefined && hasPhone(candidate, phone, country);
  const byEmail = email ? await search.byEmail(email) : [];
  const theirs =
    byEmail.find((each) => has(each)) ??
    byEmail.find((each) => phone === undefined || numbersIn(...each.phones).length === 0);
  if (theirs) return { record: theirs };
  const byPhone = phone ? (await search.byPhone(phone)).filter((each) => has(each)) : [];
  const named = byPhone.find((each) => isSameText(each.firstName, firstName) && isSameText(each.lastName, lastName));
  return { record: named ?? byPhone[0], isTaken: byEmail.length > 0 };
}

/** Whether phone and e-mail address are the record's, whichever way it was come by. */
export function isWholly(
  candidate: Candidate,
  { person: { email, phone } }: Lead,
  country: Country | undefined,
): boolean {
  const isEmail = email === undefined ? !candidate.emails.some((each) => each?.trim()) : hasEmail(candidate, email);
  return isEmail && phone !== undefined && hasPhone(candidate, phone, country);
}

const hasEmail = ({ emails }: Candidate, email: string): boolean => emails.some((each) => isSameText(each, email));

const hasPhone = ({ phones }: Candidate, phone: string, country: Country | undefined): boolean =>
  numbersIn(...phones).some((text) => isSameNumber(text, phone, country));
