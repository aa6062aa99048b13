import * as z from "zod";

/**
 * What Keap takes, as its description of version 2 has it: an unknown field, a wrong type or a word that is none of its own
 * is refused. https://developer.keap.com/docs/restv2/
 */

const Id = z.string().regex(/^\d+$/, "must be an id");
const CustomField = z.strictObject({ id: Id, content: z.unknown() });
export type CustomField = z.infer<typeof CustomField>;

const Email = z.strictObject({
  email: z.email().max(100),
  field: z.enum(["EMAIL1", "EMAIL2", "EMAIL3"]),
  opt_in_reason: z.string().optional(),
});
export type Email = z.infer<typeof Email>;

const Phone = z.strictObject({
  number: z.string().max(40),
  field: z.enum(["PHONE1", "PHONE2", "PHONE3", "PHONE4", "PHONE5"]),
  extension: z.string().optional(),
  type: z.string().optional(),
  number_e164: z.string().optional(),
});
export type Phone = z.infer<typeof Phone>;

const sourceTypes = [
  "API",
  "APPOINTMENT",
  "FORM_API_HOSTED",
  "FORM_API_INTERNAL",
  "IMPORT",
  "INTERNAL_FORM",
  "LANDING_PAGE",
  "MANUAL",
  "OTHER",
  "UNKNOWN",
  "WEBFORM",
] as const;

/** Lists are taken as a whole: what one does not name is gone. */
export const WriteContactSchema = z.strictObject({
  given_name: z.string().max(40).optional(),
  family_name: z.string().max(40).optional(),
  middle_name: z.string().max(100).optional(),
  preferred_name: z.string().max(100).optional(),
  job_title: z.string().max(255).optional(),
  company: z.strictObject({ id: Id.optional(), company_name: z.string().optional() }).optional(),
  contact_type: z.string().optional(),
  custom_fields: z.array(CustomField).optional(),
  email_addresses: z.array(Email).optional(),
  phone_numbers: z.array(Phone).optional(),
  leadsource_id: Id.optional(),
  owner_id: Id.optional(),
  source_type: z.enum(sourceTypes).optional(),
  time_zone: z.string().optional(),
  website: z.string().max(100).optional(),
});

export const CreateContactSchema = WriteContactSchema.refine(
  ({ email_addresses = [], phone_numbers = [] }) => email_addresses.length + phone_numbers.length > 0,
  "must contain at least one item in email_addresses, phone_numbers, or addresses",
);

/** The names that a change of a contact may be limited to. */
export const contactMask = Object.keys(WriteContactSchema.shape);

const noteTypes = ["Appointment", "Call", "Email", "Fax", "Letter", "Other"] as const;

export const WriteNoteSchema = z.strictObject({
  title: z.string().max(255).optional(),
  text: z.string().optional(),
  type: z.enum(noteTypes).optional(),
  user_id: Id,
  is_pinned: z.boolean().optional(),
  custom_fields: z.array(CustomField).optional(),
});

export const CreateNoteSchema = WriteNoteSchema.refine(
  ({ title, type }) => title !== undefined || type !== undefined,
  "a title or a type is required",
);

export const noteMask = ["contact_id", ...Object.keys(WriteNoteSchema.shape)];

export const CreateTagSchema = z.strictObject({
  name: z.string().min(1).max(255),
  description: z.string().optional(),
  category: z.strictObject({ id: Id }).optional(),
});

export const ApplyTagSchema = z.strictObject({ contact_ids: z.array(Id).min(1) });

/** Of version 1: https://developer.keap.com/docs/rest/ */
export const WriteHookSchema = z.strictObject({ eventKey: z.string().regex(/^\w+(?:\.\w+)+$/), hookUrl: z.url() });

/** What can be asked of every list, and what of each besides. */
export const PageSchema = z.object({
  page_size: z.coerce.number().int().min(1).max(1000).default(100),
  page_token: z.coerce.number().int().min(0).default(0),
});

const conditions = {
  contacts: ["ids", "email", "phone_number", "phone_fields", "given_name", "family_name"],
  notes: ["id", "ids", "title", "since_time", "until_time"],
  tags: ["name", "tag_ids"],
  users: ["email", "user_ids"],
} as const;

/** The conditions of a list, by their names. @throws RefusedFilter for one that the list does not have */
export function conditionsIn(list: keyof typeof conditions, filter: string | null): Readonly<Record<string, string>> {
  const parts = (filter ?? "").split(";").filter(Boolean);
  const found = Object.fromEntries(
    parts.map((part) => {
      const [, name = "", value = ""] = /^(\w+)==(.*)$/s.exec(part) ?? [];
      if (!(conditions[list] as readonly string[]).includes(name)) throw new RefusedFilter(part);
      return [name, value];
    }),
  );
  if ("phone_number" in found && !("phone_fields" in found)) throw new RefusedFilter("phone_number");
  return found;
}

export class RefusedFilter extends Error {
  constructor(part: string) {
    super(`Invalid filter: ${part}`);
  }
}
