import * as z from "zod";

/**
 * What Close takes, as it describes it: an unknown field, a wrong type or a word that is none of its own is refused.
 * https://developer.close.com/api
 */

const Text = z.string().nullable().optional();
const Moment = z.iso.datetime({ offset: true }).nullable().optional();
const SecureUrl = z
  .url({ protocol: /^https$/, error: "must be a secure URL" })
  .nullable()
  .optional();

const CallStatus = z.enum(["created", "in-progress", "completed", "cancel", "no-answer", "busy", "failed", "timeout"]);

/** https://developer.close.com/api/resources/activities/calls/update */
const callFields = {
  activity_at: Moment,
  contact_id: Text,
  conversation_type_id: Text,
  custom_fields: z.record(z.string(), z.unknown()).nullable().optional(),
  duration: z.int32().min(0).nullable().optional(),
  lead_id: Text,
  note: Text,
  note_html: Text,
  outcome_id: Text,
  phone: z
    .string()
    .regex(/^\+\d{5,15}$/, "must be in E.164 format")
    .nullable()
    .optional(),
  playbook_id: Text,
  quality_info: Text,
  recording_url: SecureUrl,
  status: CallStatus.optional(),
  user_id: Text,
  voicemail_url: SecureUrl,
};
export const UpdateCallSchema = z.strictObject(callFields);

/** https://developer.close.com/api/resources/activities/calls/create */
export const CreateCallSchema = z.strictObject({
  ...callFields,
  created_by_id: Text,
  date_created: Moment,
  direction: z.enum(["inbound", "outbound"]).optional(),
  organization_id: Text,
  source: z.enum(["Close.io", "External"]).optional(),
});

/** https://developer.close.com/api/resources/contacts/create */
const NewContactSchema = z.strictObject({
  name: z.string().max(1000).nullable().optional(),
  title: z.string().max(1000).nullable().optional(),
  phones: z
    .array(z.strictObject({ phone: z.string().nullable(), type: z.string().optional() }))
    .max(100)
    .optional(),
  emails: z
    .array(z.strictObject({ email: z.email(), type: z.string().optional() }))
    .max(100)
    .optional(),
});
export type NewContact = z.infer<typeof NewContactSchema>;

const ownField = /^custom\.cf_\w+$/;
const OwnFields = z.record(z.string().regex(ownField, "unknown field"), z.union([z.string(), z.number(), z.null()]));

/** Its custom fields stand beside the others. */
const withOwnFields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.record(z.string(), z.unknown()).transform((value, context) => {
    const own = Object.entries(value).filter(([name]) => ownField.test(name));
    const others = Object.entries(value).filter(([name]) => !ownField.test(name));
    const read = z.strictObject(shape).safeParse(Object.fromEntries(others));
    const custom = OwnFields.safeParse(Object.fromEntries(own));
    for (const issue of [...(read.error?.issues ?? []), ...(custom.error?.issues ?? [])]) {
      context.addIssue({ ...issue, input: value } as never);
    }
    return { fields: (read.data ?? {}) as z.infer<z.ZodObject<Shape>>, custom: custom.data ?? {} };
  });

/** https://developer.close.com/api/resources/leads/create */
export const CreateLeadSchema = withOwnFields({
  name: z.string().optional(),
  description: z.string().optional(),
  url: z.string().nullable().optional(),
  status: z.string().optional(),
  status_id: z.string().optional(),
  contacts: z.array(NewContactSchema).optional(),
});

/** Contacts are changed elsewhere: https://developer.close.com/api/resources/leads/update */
export const UpdateLeadSchema = withOwnFields({
  name: z.string().optional(),
  description: z.string().optional(),
  url: z.string().nullable().optional(),
  status: z.string().optional(),
  status_id: z.string().optional(),
});

/** As much of the filters as the bridge uses: https://developer.close.com/api/resources/advanced-filtering */
const ObjectTypeSchema = z.strictObject({ type: z.literal("object_type"), object_type: z.literal("contact") });
const HasRelatedSchema = z.strictObject({
  type: z.literal("has_related"),
  this_object_type: z.literal("contact"),
  related_object_type: z.enum(["contact_phone", "contact_email"]),
  related_query: z.strictObject({
    type: z.literal("field_condition"),
    field: z.strictObject({
      type: z.literal("regular_field"),
      object_type: z.enum(["contact_phone", "contact_email"]),
      field_name: z.enum(["phone", "email"]),
    }),
    condition: z.strictObject({
      type: z.literal("text"),
      mode: z.enum(["full_words", "beginning_of_words", "phrase", "exact_value"]),
      value: z.string(),
    }),
  }),
});
export const SearchSchema = z.strictObject({
  query: z.strictObject({ type: z.literal("and"), queries: z.tuple([ObjectTypeSchema, HasRelatedSchema]) }),
  _fields: z.strictObject({ contact: z.array(z.string()) }).optional(),
  _limit: z.int().min(1).max(200).optional(),
  cursor: z.string().nullable().optional(),
});

const Paging = {
  _limit: z.coerce.number().int().max(200).default(100),
  _skip: z.coerce.number().int().max(35_000).default(0),
};
export const ListSchema = z.strictObject(Paging);
/** For what is shown all at once. */
export const NothingSchema = z.strictObject({});
/** https://developer.close.com/api/resources/activities/calls/list */
export const CallListSchema = z.strictObject({
  ...Paging,
  lead_id: z.string().optional(),
  contact_id: z.string().optional(),
  user_id: z.string().optional(),
  activity_at__gte: z.iso.datetime({ offset: true }).optional(),
  activity_at__lte: z.iso.datetime({ offset: true }).optional(),
});
export const OneSchema = z.strictObject({ _fields: z.string().optional() });
