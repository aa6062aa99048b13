import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { isRefusal } from "../../kit/in/refused-calls.ts";
import { ifPresent, listOf } from "../../kit/in/vendor-shape.ts";
import type { Candidate } from "../../kit/out/find-person.ts";
import { heldIn, type Values } from "./records.ts";

/** A person by the attributes that every workspace has: https://docs.attio.com/docs/standard-objects/standard-objects-people */

const Text = ifPresent(z.nullable(z.string()));
const PersonSchema = z.object({
  name: listOf(z.object({ first_name: Text, last_name: Text, full_name: Text })),
  email_addresses: listOf(z.object({ email_address: Text })),
  /** As somebody typed it, and as Attio keeps it, under two names in its pages. */
  phone_numbers: listOf(z.object({ normalized_phone_number: Text, phone_number: Text, original_phone_number: Text })),
});

function partsOf(values: Values) {
  const { name, email_addresses = [], phone_numbers = [] } = z.parse(PersonSchema, values);
  const { first_name, last_name, full_name } = name?.[0] ?? {};
  return {
    firstName: first_name || undefined,
    lastName: last_name || undefined,
    fullName: full_name || undefined,
    emails: email_addresses.flatMap(({ email_address }) => email_address || []),
    phones: phone_numbers.flatMap(
      ({ normalized_phone_number, phone_number, original_phone_number }) =>
        normalized_phone_number || phone_number || original_phone_number || [],
    ),
  };
}

/** As it is compared with a lead of ours. */
export const candidate = (values: Values): Candidate => partsOf(values);

/** @param doNotCall attributes by which somebody wants no call */
export function leadIn(values: Values, doNotCall: readonly string[]): LeadDraft {
  const { firstName, lastName, fullName, emails, phones } = partsOf(values);
  return {
    ...(firstName || lastName ? { firstName, lastName } : { fullName }),
    phone: phones[0],
    email: emails[0],
    ...(doNotCall.some((slug) => isRefusal(heldIn(values, slug))) && { callsRefused: true }),
  };
}
