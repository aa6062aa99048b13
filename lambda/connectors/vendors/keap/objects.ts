import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import type { Candidate } from "../../kit/out/find-person.ts";

/** Keap's objects, as version 2 of its API answers them. https://developer.keap.com/docs/restv2/ */

const Text = z.optional(z.nullable(z.string()));

/** A text, in older answers a number. */
export const IdSchema = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((id) => String(id)),
);

const List = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(z.array(schema)));

const CustomFieldSchema = z.object({ id: IdSchema, content: z.optional(z.unknown()) });
export type CustomField = z.output<typeof CustomFieldSchema>;

export const ContactSchema = z.object({
  id: IdSchema,
  given_name: Text,
  family_name: Text,
  email_addresses: List(z.object({ email: Text })),
  /** As people wrote them, and as Keap reads them. */
  phone_numbers: List(z.object({ number: Text, number_e164: Text })),
  company: z.optional(z.nullable(z.object({ company_name: Text }))),
  contact_type: Text,
  /** The way by which it came, such as WEBFORM. */
  source_type: Text,
  tag_ids: List(IdSchema),
  custom_fields: List(CustomFieldSchema),
});
export type KeapContact = z.output<typeof ContactSchema>;

/** What Keap is asked for: it shows no more of a contact than is named. */
export const FIELDS = [
  "id",
  "given_name",
  "family_name",
  "email_addresses",
  "phone_numbers",
  "company",
  "contact_type",
  "source_type",
  "tag_ids",
] as const;

/** A contact as it is compared with a lead of ours. */
export const candidate = ({ given_name, family_name, email_addresses, phone_numbers }: KeapContact): Candidate => ({
  emails: (email_addresses ?? []).map(({ email }) => email),
  phones: (phone_numbers ?? []).flatMap(({ number, number_e164 }) => [number_e164, number]),
  firstName: given_name,
  lastName: family_name,
});

export const isId = (id: string): boolean => /^[1-9]\d{0,17}$/.test(id);

/** @throws RejectedError 400 for what can be no contact of Keap's */
export function contactId(id = ""): string {
  if (isId(id)) return id;
  throw new RejectedError(400, "The record is no contact of Keap: its id has to be a number");
}

/** An id of Keap's in the settings. */
export const IdSetting = (what: string) =>
  z.string().check(z.refine(isId, `write the id of ${what}, which is a number, in quotation marks`));
