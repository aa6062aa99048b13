import * as z from "zod";

/**
 * What Attio takes: an attribute that people do not have, a value of another type and an option that is none are refused.
 * https://docs.attio.com/rest-api/endpoint-reference/people/create-a-person-record
 */

const PhoneInput = z.union([
  z.string().regex(/^\+\d{5,15}$/),
  z.strictObject({ original_phone_number: z.string(), country_code: z.string().length(2).nullable().optional() }),
]);
const EmailInput = z.union([z.email(), z.strictObject({ email_address: z.email() })]);

/** Those of people that the demo's workspace has added. */
export const options = ["New", "Contacted", "Voicemail", "No answer", "Do not call"] as const;

const PersonSchema = z
  .strictObject({
    name: z.array(z.strictObject({ first_name: z.string(), last_name: z.string(), full_name: z.string() })).max(1),
    email_addresses: z.array(EmailInput),
    phone_numbers: z.array(PhoneInput),
    description: z.string().nullable(),
    call_status: z.enum(options).nullable(),
    do_not_call: z.boolean(),
    seconds_to_ring: z.number().nullable(),
    call_attempts: z.number().nullable(),
    first_contact_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .partial();
export type PersonValues = z.infer<typeof PersonSchema>;

export const WritePersonSchema = z.strictObject({ data: z.strictObject({ values: PersonSchema }) });

/**
 * What is said of the attributes that the workspace has added:
 * https://docs.attio.com/rest-api/endpoint-reference/attributes/list-attributes
 */
export const attributes = [
  { api_slug: "call_status", type: "select", is_archived: false },
  { api_slug: "do_not_call", type: "checkbox", is_archived: false },
  { api_slug: "seconds_to_ring", type: "number", is_archived: false },
  { api_slug: "call_attempts", type: "number", is_archived: false },
  { api_slug: "first_contact_at", type: "timestamp", is_archived: false },
] as const;

/** As much of the filters as the bridge uses: https://docs.attio.com/rest-api/guides/filtering-and-sorting */
export const QuerySchema = z.strictObject({
  filter: z
    .union([z.strictObject({ email_addresses: z.string() }), z.strictObject({ phone_numbers: z.string() })])
    .optional(),
  limit: z.int().min(1).max(500).default(500),
  offset: z.int().min(0).default(0),
});

const Uuid = z.uuid();

/** https://docs.attio.com/rest-api/endpoint-reference/notes/create-a-note */
export const NewNoteSchema = z.strictObject({
  data: z.strictObject({
    parent_object: z.literal("people"),
    parent_record_id: Uuid,
    title: z.string(),
    format: z.enum(["plaintext", "markdown"]),
    content: z.string().min(1),
    created_at: z.iso.datetime({ offset: true }).optional(),
    meeting_id: Uuid.nullable().optional(),
  }),
});
export type NewNote = z.infer<typeof NewNoteSchema>["data"];

/** https://docs.attio.com/rest-api/endpoint-reference/notes/list-notes */
export const NoteListSchema = z.strictObject({
  parent_object: z.literal("people").optional(),
  parent_record_id: Uuid.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});
