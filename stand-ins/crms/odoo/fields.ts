import * as z from "zod";

/**
 * Odoo's models as far as the bridge uses them, by the source of Odoo 19: a field that a model does not have and a value
 * of another type are refused. https://github.com/odoo/odoo/tree/19.0/addons/crm/models
 */

const Text = z.union([z.string(), z.literal(false)]).optional();
const Whole = z.int32();
/** The record that a field refers to, by id. */
const One = z.union([z.int32().positive(), z.literal(false)]).optional();
const Yes = z.boolean().optional();
/** Commands that change a list of records: here, the one that adds. */
const Added = z.array(z.tuple([z.literal(4), z.int32().positive()])).optional();
const Moment = z
  .union([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, "no moment"), z.literal(false)])
  .optional();

const leadFields = {
  name: Text,
  contact_name: Text,
  partner_name: Text,
  email_from: Text,
  phone: Text,
  user_id: One,
  team_id: One,
  stage_id: One,
  tag_ids: Added,
  active: Yes,
  type: z.enum(["lead", "opportunity"]).optional(),
  x_studio_seconds: Whole.optional(),
  x_studio_attempts: Whole.optional(),
  x_studio_first_contact: Moment,
};

/** What may be written to a record. */
export const written = {
  "crm.lead": z.strictObject(leadFields),
  "crm.tag": z.strictObject({ name: z.string().min(1) }),
  "mail.message": z.strictObject({ body: z.string(), author_id: One }),
} as const;

/** What may be read beside that. */
const computed: Readonly<Record<string, readonly string[]>> = {
  "crm.lead": ["email_normalized", "phone_sanitized", "phone_sanitized_blacklisted", "won_status"],
  "crm.stage": ["name"],
  "crm.tag": ["name"],
  "mail.message": ["model", "res_id", "message_type", "date"],
  "res.users.apikeys": ["name"],
  "res.users": ["login", "email", "partner_id", "share", "active"],
  "res.partner": ["name", "email", "phone", "company_name", "is_company", "active"],
};
const OF_EVERY = ["id", "create_uid", "write_uid", "create_date", "write_date", "display_name"];

export const models = Object.keys(computed);

export function fieldsOf(model: string): ReadonlySet<string> {
  const own = model in written ? Object.keys(written[model as keyof typeof written].shape) : [];
  return new Set([...OF_EVERY, ...(computed[model] ?? []), ...own]);
}

/** Fields that are only searched by. */
export const searched: Readonly<Record<string, readonly string[]>> = { "crm.lead": ["phone_mobile_search"] };

const Context = z.record(z.string(), z.unknown()).optional();
const Ids = z.array(z.int32().positive());

/** Arguments of methods; one that a method does not take is refused. */
export const SearchReadSchema = z.strictObject({
  context: Context,
  domain: z.array(z.unknown()).default([]),
  fields: z.array(z.string()).optional(),
  offset: z.int32().min(0).optional(),
  limit: z.int32().positive().optional(),
  order: z.enum(["id desc", "id asc", "id"]).optional(),
});

export const CreateSchema = z.strictObject({ context: Context, vals_list: z.array(z.unknown()).min(1) });

export const WriteSchema = z.strictObject({ context: Context, ids: Ids.min(1), vals: z.unknown() });

/** https://github.com/odoo/odoo/blob/19.0/addons/mail/models/mail_thread.py */
export const PostSchema = z.strictObject({
  context: Context,
  ids: Ids.length(1),
  body: z.string().optional(),
  body_is_html: z.boolean().optional(),
  subject: Text,
  message_type: z
    .enum(["comment", "notification", "email", "email_outgoing", "auto_comment", "user_notification"])
    .optional(),
  subtype_xmlid: z.string().optional(),
  subtype_id: One,
  partner_ids: Ids.optional(),
  author_id: z.int32().positive().optional(),
  email_from: z.string().optional(),
  parent_id: One,
  attachment_ids: Ids.optional(),
});

export const NothingSchema = z.strictObject({ context: Context });

export const GenerateSchema = z.strictObject({
  context: Context,
  key: z.string(),
  scope: z.enum(["rpc"]).nullable(),
  name: z.string().min(1),
  expiration_date: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
});

export const FieldsGetSchema = z.strictObject({
  context: Context,
  allfields: z.array(z.string()),
  attributes: z.array(z.string()).optional(),
});
