import * as z from "zod";

/**
 * What Follow Up Boss takes, as it describes it: an unknown field, a wrong type or a word that is none of its own is
 * refused. https://docs.followupboss.com/reference
 */

const Value = z.strictObject({ value: z.string(), type: z.string().optional(), isPrimary: z.boolean().optional() });
export type Value = z.infer<typeof Value>;

const Address = z.strictObject({
  type: z.string().optional(),
  street: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  code: z.string().optional(),
  country: z.string().optional(),
});

/** https://docs.followupboss.com/reference/people-post and …/people-id-put */
const PersonFieldsSchema = z.strictObject({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  stage: z.string().optional(),
  source: z.string().optional(),
  sourceUrl: z.string().optional(),
  contacted: z.boolean().optional(),
  price: z.int().optional(),
  assignedTo: z.string().optional(),
  assignedUserId: z.int().optional(),
  assignedPondId: z.int().optional(),
  assignedLenderName: z.string().optional(),
  assignedLenderId: z.int().optional(),
  emails: z.array(Value).optional(),
  phones: z.array(Value).optional(),
  addresses: z.array(Address).optional(),
  tags: z.array(z.string()).optional(),
  background: z.string().optional(),
  collaborators: z.array(z.int()).optional(),
  timeframeId: z.int().optional(),
  createdAt: z.string().optional(),
});

/** Custom fields stand among the others, under names that begin with `custom`. */
export const WritePersonSchema = z.record(z.string(), z.unknown()).transform((body) => {
  const entries = Object.entries(body);
  const isCustom = ([name]: [string, unknown]): boolean => /^custom[A-Z0-9]/.test(name);
  return {
    fields: PersonFieldsSchema.parse(Object.fromEntries(entries.filter((entry) => !isCustom(entry)))),
    custom: Object.fromEntries(entries.filter(isCustom)),
  };
});

/** https://docs.followupboss.com/reference/calls-id-put */
export const UpdateCallSchema = z.strictObject({
  personId: z.int().optional(),
  phone: z.string().optional(),
  isIncoming: z.boolean().optional(),
  note: z.string().optional(),
  outcome: z.enum(["Interested", "Not Interested", "Left Message", "No Answer", "Busy", "Bad Number"]).optional(),
  duration: z.int().min(0).optional(),
  toNumber: z.string().optional(),
  fromNumber: z.string().optional(),
  userId: z.int().optional(),
  recordingUrl: z.string().optional(),
});

/** https://docs.followupboss.com/reference/calls-post */
export const CreateCallSchema = UpdateCallSchema.required({ personId: true, phone: true, isIncoming: true });

/** https://docs.followupboss.com/reference/pagination */
export const ListSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});
