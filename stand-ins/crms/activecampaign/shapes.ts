import * as z from "zod";

/**
 * What ActiveCampaign takes, as its reference describes it: an unknown field, a wrong type or a word that is none of its
 * own is refused. https://developers.activecampaign.com/reference
 */

/** Described as a number; a text of digits is taken as well. */
const Id = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

const FieldValue = z.strictObject({ field: z.union([z.string(), z.int()]).transform(String), value: z.string() });
export type FieldValue = z.infer<typeof FieldValue>;

const fields = {
  email: z.email().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  phone: z.string().optional(),
  fieldValues: z.array(FieldValue).optional(),
  orgid: z.int().optional(),
};

/** https://developers.activecampaign.com/reference/create-a-new-contact */
export const CreateContactSchema = z.strictObject({
  contact: z.strictObject({ ...fields, allowNullEmail: z.boolean().optional() }),
});

/** https://developers.activecampaign.com/reference/update-a-contact-new */
export const UpdateContactSchema = z.strictObject({
  contact: z.strictObject({ ...fields, deleted: z.boolean().optional() }),
});

/** https://developers.activecampaign.com/reference/create-a-note and …/update-a-note */
export const NoteSchema = z.strictObject({
  note: z.strictObject({
    note: z.string(),
    relid: Id,
    reltype: z.enum(["Activity", "Deal", "DealTask", "Subscriber", "CustomerAccount"]),
  }),
});

/** https://developers.activecampaign.com/reference/create-a-new-tag */
export const TagSchema = z.strictObject({
  tag: z.strictObject({
    tag: z.string().min(1),
    tagType: z.enum(["contact", "template"]),
    description: z.string().optional(),
  }),
});

/** https://developers.activecampaign.com/reference/create-contact-tag */
export const ContactTagSchema = z.strictObject({ contactTag: z.strictObject({ contact: Id, tag: Id }) });

/** https://developers.activecampaign.com/reference/update-a-deal-new */
export const UpdateDealSchema = z.strictObject({
  deal: z.strictObject({
    title: z.string().optional(),
    description: z.string().optional(),
    contact: z.string().optional(),
    value: z.int().optional(),
    currency: z.string().optional(),
    group: z.string().optional(),
    stage: z.string().optional(),
    owner: z.string().optional(),
    percent: z.int().optional(),
    status: z.int().min(0).max(2).optional(),
  }),
});

/** https://developers.activecampaign.com/reference/pagination */
export const ListSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
});
