import * as z from "zod/mini";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Candidate } from "../../kit/out/find-person.ts";
import { API } from "./address.ts";

/** Freshsales's objects, as its API answers them. https://developers.freshworks.com/crm/api/#contacts */

export const CONTACTS = `${API}/contacts`;

const Text = z.optional(z.nullable(z.string()));

/** A number, for us a text as every CRM's. */
export const IdSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((id) => String(id)),
);

export const ContactSchema = z.object({
  id: IdSchema,
  first_name: Text,
  last_name: Text,
  mobile_number: Text,
  work_number: Text,
  email: Text,
  emails: z.optional(z.nullable(z.array(z.object({ value: Text })))),
  contact_status_id: z.optional(z.nullable(IdSchema)),
  tags: z.optional(z.nullable(z.array(z.string()))),
  custom_field: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export type FreshsalesContact = z.output<typeof ContactSchema>;

/** One contact, as it is answered. */
export const AnswerSchema = z.object({ contact: ContactSchema });

/** A contact as it is compared with a lead of ours. */
export const candidate = (contact: FreshsalesContact): Candidate => ({
  emails: [contact.email, ...(contact.emails ?? []).map(({ value }) => value)],
  phones: [contact.mobile_number, contact.work_number],
  firstName: contact.first_name,
  lastName: contact.last_name,
});

export const isId = (id: string): boolean => /^[1-9]\d{0,19}$/.test(id);

/** @throws RejectedError 400 for what can be no contact of Freshsales's */
export function contactId(id = ""): string {
  if (isId(id)) return id;
  throw new RejectedError(400, "The record is no contact of Freshsales: its id has to be a number");
}

/** @throws TransientError when an answer is not what it should be: it must not pass for "there is nothing" */
export function inForm<Schema extends z.ZodMiniType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const answer = z.safeParse(schema, body);
  if (answer.success) return answer.data;
  throw new TransientError(`Freshsales answered a look-up of ${what} with something unexpected`);
}
