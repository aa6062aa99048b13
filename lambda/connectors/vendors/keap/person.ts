import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { isRefusal, refusingTags } from "../../kit/in/refused-calls.ts";
import { isSameText } from "../../kit/same-text.ts";
import type { KeapContact } from "./objects.ts";

/** A contact as a lead. */

export interface Refusals {
  /** Custom fields by their ids. */
  readonly doNotCall: readonly string[];
  /** Tags by their names or ids. */
  readonly doNotCallTags: readonly string[];
}

/** @param tags the names of the contact's tags */
export function readPerson(contact: KeapContact, tags: readonly string[], refusals: Refusals): LeadDraft {
  const { given_name, family_name, phone_numbers, email_addresses, company, contact_type, source_type } = contact;
  const facts = { contact_type, source_type, tags: tags.join(", ") };
  const extra = Object.entries(facts).filter((fact): fact is [string, string] => isText(fact[1]));
  return {
    firstName: textOf(given_name),
    lastName: textOf(family_name),
    // Keap reads a number by the country of the account, which nobody else knows.
    phone: first((phone_numbers ?? []).map(({ number, number_e164 }) => textOf(number_e164) ?? number)),
    email: first((email_addresses ?? []).map(({ email }) => email)),
    company: textOf(company?.company_name),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
    ...(refusesCalls(contact, tags, refusals) && { callsRefused: true }),
  };
}

const isText = (text: unknown): text is string => typeof text === "string" && text.trim() !== "";
const textOf = (text: unknown): string | undefined => (isText(text) ? text : undefined);
const first = (texts: readonly unknown[]): string | undefined => texts.find(isText);

function refusesCalls(
  { tag_ids, custom_fields }: KeapContact,
  tags: readonly string[],
  { doNotCall, doNotCallTags }: Refusals,
): boolean {
  const byTag = refusingTags(doNotCallTags).some(
    (refusing) => tag_ids?.includes(refusing) || tags.some((tag) => isSameText(tag, refusing)),
  );
  const byField = (custom_fields ?? []).some(({ id, content }) => doNotCall.includes(id) && isRefusal(content));
  return byTag || byField;
}
