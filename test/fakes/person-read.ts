import { readFields } from "../../lambda/lead/reader/fields.ts";
import { companyOf, splitName } from "../../lambda/lead/reader/names.ts";
import { type Country, parsePhone } from "../../lambda/lead/reader/phone.ts";

/** Phone, first and last name, e-mail address, company; what is not named may be anything. */
export interface PersonRead {
  readonly p?: string | null;
  readonly n?: readonly (string | null)[];
  readonly e?: string | null;
  readonly c?: string | null;
}

export function readingOf(body: unknown, country: Country = "US"): Required<PersonRead> {
  const found = readFields(body, {}, { country, findId: true });
  const { firstName = null, lastName = null } = splitName(found);
  const phone = (found.phone && !found.phoneIsDoubtful && parsePhone(found.phone, country)) || null;
  return { p: phone, n: [firstName, lastName], e: found.email ?? null, c: companyOf(found.company) ?? null };
}
