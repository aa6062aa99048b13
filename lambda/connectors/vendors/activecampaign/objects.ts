import * as z from "zod/mini";
import type { Candidate } from "../../kit/out/find-person.ts";

/** ActiveCampaign's objects, as its API answers them. https://developers.activecampaign.com/reference/get-contact */

export const Text = z.optional(z.nullable(z.string()));

/** Described as a number and answered as a text. */
export const IdSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((id) => String(id)),
);

/** What ActiveCampaign counts its objects by. */
export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

export const ContactSchema = z.object({
  id: IdSchema,
  email: Text,
  phone: Text,
  firstName: Text,
  lastName: Text,
  /** `1` for one that was deleted. */
  deleted: z.catch(z.optional(z.nullable(IdSchema)), undefined),
});
export type Contact = z.output<typeof ContactSchema>;

/** What a contact's custom field holds, by the field's id. */
export const FieldValueSchema = z.object({ field: IdSchema, value: Text });

/** A contact as it is compared with a lead of ours. */
export const candidate = ({ email, phone, firstName, lastName }: Contact): Candidate => ({
  emails: [email],
  phones: [phone],
  firstName,
  lastName,
});
