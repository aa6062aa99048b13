import * as z from "zod";

/** What Sell takes, each attribute by its name; nobody has tried what it says to others. */

const data = <Shape extends z.ZodType>(shape: Shape) =>
  z.strictObject({ data: shape, meta: z.looseObject({}).optional() });

const Person = {
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  industry: z.string().optional(),
  website: z.string().optional(),
  email: z.email().optional(),
  phone: z.string().optional(),
  mobile: z.string().optional(),
  owner_id: z.int().optional(),
  tags: z.array(z.string()).optional(),
  custom_fields: z.record(z.string(), z.unknown()).optional(),
};

/** https://developer.zendesk.com/api-reference/sales-crm/resources/leads/ */
const Lead = z.strictObject({
  ...Person,
  organization_name: z.string().optional(),
  status: z.string().min(1).optional(),
  source_id: z.int().optional(),
});
export const ChangeLeadSchema = data(Lead);
export const CreateLeadSchema = data(
  Lead.refine(({ last_name, organization_name }) => Boolean(last_name || organization_name), {
    path: ["last_name"],
    message: "can't be blank",
  }),
);
/** https://developer.zendesk.com/api-reference/sales-crm/resources/contacts/ */
export const ChangeContactSchema = data(z.strictObject({ ...Person, is_organization: z.boolean().optional() }));
export type Values = z.infer<typeof ChangeLeadSchema>["data"];

/** https://developer.zendesk.com/api-reference/sales-crm/resources/calls/ */
const Call = z.strictObject({
  user_id: z.int().optional(),
  summary: z.string().optional(),
  recording_url: z.url({ protocol: /^https?$/ }).optional(),
  outcome_id: z.int().optional(),
  duration: z.int().min(0).optional(),
  phone_number: z.string().min(1).optional(),
  incoming: z.boolean().optional(),
  missed: z.boolean().optional(),
  resource_type: z.enum(["lead", "contact"]).optional(),
  resource_id: z.int().optional(),
  associated_deal_ids: z.array(z.int()).optional(),
  made_at: z.iso.datetime().optional(),
  external_id: z.string().optional(),
});
const isTogether = ({ resource_type, resource_id }: z.infer<typeof Call>): boolean =>
  (resource_type === undefined) === (resource_id === undefined);
const TOGETHER = { path: ["resource_id"], message: "goes with resource_type" };

export const ChangeCallSchema = data(Call.refine(isTogether, TOGETHER));
export const CreateCallSchema = data(Call.required({ phone_number: true }).refine(isTogether, TOGETHER));
export type CallValues = z.infer<typeof ChangeCallSchema>["data"];

export const ListSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(25),
});
