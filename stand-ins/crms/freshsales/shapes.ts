import * as z from "zod";

/**
 * What Freshsales takes, as its pages have it and others have seen it: an unknown field or a wrong type is refused here, where
 * Freshsales itself may pass over it. https://developers.freshworks.com/crm/api/
 */

const Id = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(String);

export const ContactFieldsSchema = z.strictObject({
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  mobile_number: z.string().min(1).optional(),
  work_number: z.string().min(1).optional(),
  email: z.email().optional(),
  contact_status_id: z.int().optional(),
  lifecycle_stage_id: z.int().optional(),
  owner_id: z.int().optional(),
  tags: z.array(z.string()).optional(),
  custom_field: z.record(z.string().regex(/^cf_/), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

export const WriteContactSchema = z.strictObject({ contact: ContactFieldsSchema });

export const CreateContactSchema = z.strictObject({
  contact: ContactFieldsSchema.refine(
    ({ email, mobile_number }) => email !== undefined || mobile_number !== undefined,
    "Email or Mobile is required",
  ),
});

export const CreateNoteSchema = z.strictObject({
  note: z.strictObject({
    description: z.string().min(1),
    targetable_type: z.enum(["Contact", "SalesAccount", "Deal"]),
    targetable_id: Id,
  }),
});

export const UpdateNoteSchema = z.strictObject({ note: z.strictObject({ description: z.string().min(1) }) });

/** The fields that it is known to keep. */
export const PhoneCallSchema = z.strictObject({
  "phone_call[call_direction]": z.enum(["true", "false"]),
  "phone_call[targetable_type]": z.enum(["contact", "sales_account", "deal"]),
  "phone_call[targetable][id]": z.string().regex(/^\d+$/),
  "phone_call[note][description]": z.string().optional(),
});

export const LookupSchema = z.strictObject({
  q: z.string().min(1),
  f: z
    .string()
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(["email", "mobile_number", "work_number"]))),
  entities: z.literal("contact"),
});

/** The fields of a form as https://datatracker.ietf.org/doc/html/rfc7578 has them; undefined for anything else. */
export function multipartFields(type: string, body: string): Record<string, string> | undefined {
  const boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(type)?.[1];
  if (boundary === undefined || !body.endsWith(`--${boundary}--\r\n`)) return undefined;
  const parts = body.split(`--${boundary}\r\n`).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [, name = "", value = ""] =
        /^content-disposition: form-data; name="([^"]+)"\r\n\r\n(.*)$/is.exec(part) ?? [];
      return [name, value.replace(/\r\n(?:--[\w-]+--\r\n)?$/, "")];
    }),
  );
}
