import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { listOf } from "../../kit/in/vendor-shape.ts";
import type { Candidate } from "../../kit/out/find-person.ts";
import { API } from "./access.ts";

/**
 * Copper's leads, who may come to nothing, and its people. Their ids are their own: a lead and a person may have the same.
 * https://developer.copper.com/introduction/best_practices.html
 */

export type RecordType = "lead" | "person";

const COLLECTIONS = { lead: "leads", person: "people" } as const satisfies Record<RecordType, string>;

export const collectionOf = (type: RecordType): string => `${API}/${COLLECTIONS[type]}`;

export const pathOf = ({ type, id }: { readonly type: RecordType; readonly id: string }): string =>
  `${collectionOf(type)}/${encodeURIComponent(id)}`;

const Text = z.optional(z.nullable(z.string()));

/** A number, for us a text as every CRM's. */
export const IdSchema = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((id) => String(id)),
);

export const isId = (text: string): boolean => /^[1-9]\d{0,17}$/.test(text);

/** @throws RejectedError 400 for a record that is none of Copper's */
export function recordOf({ type, id }: CrmRecord = { type: "", id: "" }): { type: RecordType; id: string } {
  if (isId(id)) return { type: type === "lead" ? "lead" : "person", id };
  throw new RejectedError(400, "The record is no lead or person of Copper: its id has to be a number");
}

const Email = z.object({ email: Text });
const orNone = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z._default(schema, [] as never), [] as never);

/** A lead has one address, a person several. https://developer.copper.com/leads/overview.html and …/people/overview.html */
export const RecordSchema = z.object({
  id: IdSchema,
  name: Text,
  first_name: Text,
  last_name: Text,
  company_name: Text,
  email: z.catch(z.optional(z.nullable(Email)), undefined),
  emails: orNone(listOf(Email)),
  phone_numbers: orNone(listOf(z.object({ number: Text }))),
  tags: orNone(listOf(z.string())),
  status: Text,
  status_id: z.optional(z.nullable(IdSchema)),
  custom_fields: orNone(listOf(z.object({ custom_field_definition_id: IdSchema, value: z.optional(z.unknown()) }))),
});
export type CopperRecord = z.output<typeof RecordSchema>;

export const emailsOf = ({ email, emails }: CopperRecord): (string | null | undefined)[] =>
  [email, ...emails].map((each) => each?.email);

/** Who is compared with a lead of ours. */
export const candidate = (record: CopperRecord): Candidate => ({
  emails: emailsOf(record),
  phones: record.phone_numbers.map(({ number }) => number),
  firstName: record.first_name,
  lastName: record.last_name,
});

/** What the custom fields hold, by their ids. */
export const fieldsOf = ({ custom_fields }: CopperRecord): Record<string, unknown> =>
  Object.fromEntries(custom_fields.map(({ custom_field_definition_id: id, value }) => [id, value]));
