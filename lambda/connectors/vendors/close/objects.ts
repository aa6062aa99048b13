import * as z from "zod/mini";
import { splitName } from "../../../lead/reader/names.ts";

/**
 * Close's objects, as its API answers them: a lead is a company or a household, its contacts are the persons.
 * https://developer.close.com/api/resources/leads
 */

const Text = z.optional(z.nullable(z.string()));

/** Where it has none, Close leaves the list out, or says null. */
const List = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(z.array(schema)));

/** With its custom fields, as a lead. */
export const ContactSchema = z.looseObject({
  id: z.string(),
  lead_id: Text,
  name: Text,
  phones: List(z.object({ phone: Text })),
  emails: List(z.object({ email: Text })),
});
export type CloseContact = z.output<typeof ContactSchema>;

/** With its custom fields, which are called `custom.cf_…`. */
export const LeadSchema = z.looseObject({
  id: z.string(),
  /** The company's, if somebody gave one. */
  name: Text,
  status_id: Text,
  status_label: Text,
  addresses: z.catch(List(z.object({ zipcode: Text, state: Text, country: Text })), undefined),
  contacts: List(ContactSchema),
});
export type CloseLead = z.output<typeof LeadSchema>;

/** A contact as it is compared with a lead of ours. Close keeps phones as E.164 and a name in one piece. */
export const candidate = ({ id, lead_id, name, phones, emails }: CloseContact) => ({
  id,
  leadId: lead_id ?? undefined,
  ...splitName({ fullName: name ?? undefined }),
  phones: (phones ?? []).map(({ phone }) => phone),
  emails: (emails ?? []).map(({ email }) => email),
});
export type Contact = ReturnType<typeof candidate>;
