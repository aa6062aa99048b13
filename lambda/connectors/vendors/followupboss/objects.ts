import * as z from "zod/mini";
import type { Candidate } from "../../kit/out/find-person.ts";

/** Follow Up Boss's objects, as its API answers them. https://docs.followupboss.com/reference/people-get */

const Text = z.optional(z.nullable(z.string()));

/** A number, for us a text as every CRM's. */
export const IdSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((id) => String(id)),
);

/** An address or a phone. */
const Values = z.optional(z.nullable(z.array(z.object({ value: Text, isPrimary: z.optional(z.unknown()) }))));

/** With custom fields, which are called `custom…`. */
export const PersonSchema = z.looseObject({
  id: IdSchema,
  name: Text,
  firstName: Text,
  lastName: Text,
  emails: Values,
  phones: Values,
  addresses: z.catch(z.optional(z.nullable(z.array(z.object({ code: Text, state: Text, country: Text })))), undefined),
  stage: Text,
  source: Text,
  tags: z.optional(z.nullable(z.array(z.string()))),
});
export type FubPerson = z.output<typeof PersonSchema>;

/** The name of a custom field: https://docs.followupboss.com/reference/customfields-get */
export const FieldName = z
  .string()
  .check(z.regex(/^custom[A-Z0-9]\w*$/, "write a custom field of people by its API name: custom…"));

/** A person as they are compared with a lead of ours. */
export const candidate = ({ firstName, lastName, emails, phones }: FubPerson): Candidate => ({
  emails: (emails ?? []).map(({ value }) => value),
  phones: (phones ?? []).map(({ value }) => value),
  firstName,
  lastName,
});
