import * as z from "zod";

/**
 * What Copper takes, as its pages describe it: an unknown field, a wrong type or a word that is none of its own is
 * refused. https://developer.copper.com/
 */

const Id = z.int().min(0);

const Email = z.strictObject({ email: z.string(), category: z.string().optional() });
const Phone = z.strictObject({ number: z.string(), category: z.string().optional() });
export const CustomField = z.strictObject({ custom_field_definition_id: Id, value: z.unknown() });

const fields = {
  title: z.string().optional(),
  details: z.string().optional(),
  assignee_id: Id.nullable().optional(),
  company_name: z.string().optional(),
  phone_numbers: z.array(Phone).optional(),
  tags: z.array(z.string()).optional(),
  custom_fields: z.array(CustomField).optional(),
};

/** https://developer.copper.com/leads/create-a-new-lead.html and …/update-a-lead.html */
export const UpdateLeadSchema = z.strictObject({
  ...fields,
  name: z.string().min(1).optional(),
  email: Email.optional(),
  status: z.string().optional(),
  status_id: Id.optional(),
});
export const CreateLeadSchema = UpdateLeadSchema.required({ name: true });

/** https://developer.copper.com/people/update-a-person.html */
export const UpdatePersonSchema = z.strictObject({
  ...fields,
  name: z.string().min(1).optional(),
  emails: z.array(Email).optional(),
});
export const CreatePersonSchema = UpdatePersonSchema.required({ name: true });

const ActivityType = z.strictObject({ category: z.enum(["user", "system"]), id: Id });
const Parent = z.strictObject({
  type: z.enum(["lead", "person", "company", "opportunity", "project", "task"]),
  id: Id,
});

/** Seconds; milliseconds would lie far ahead. */
const Moment = z.int().max(99_999_999_999);

/** https://developer.copper.com/activities/create-a-new-activity.html */
export const UpdateActivitySchema = z.strictObject({
  parent: Parent.optional(),
  type: ActivityType,
  details: z.string().optional(),
  activity_date: Moment.optional(),
  user_id: Id.optional(),
});
export const CreateActivitySchema = UpdateActivitySchema.required({ parent: true, details: true });

const paging = {
  page_number: z.int().min(1).default(1),
  page_size: z.int().min(1).max(200).default(20),
};
export type Paging = { readonly page_number: number; readonly page_size: number };

/** https://developer.copper.com/activities/list-activities-search.html */
export const SearchActivitiesSchema = z.strictObject({
  ...paging,
  parent: Parent.optional(),
  activity_types: z.array(ActivityType).optional(),
  minimum_activity_date: Moment.optional(),
  maximum_activity_date: Moment.optional(),
});

/** https://developer.copper.com/leads/list-leads-search.html: one address */
export const SearchLeadsSchema = z.strictObject({
  ...paging,
  ids: z.array(Id).optional(),
  name: z.string().optional(),
  phone_number: z.string().optional(),
  emails: z.string().optional(),
});
/** https://developer.copper.com/people/list-people-search.html: several */
export const SearchPeopleSchema = SearchLeadsSchema.extend({ emails: z.array(z.string()).optional() });

/** https://developer.copper.com/webhooks/create-new-subscription.html */
export const WebhookSchema = z.strictObject({
  target: z.url({ protocol: /^https?$/ }),
  type: z.enum(["lead", "person", "company", "opportunity", "project", "task"]),
  event: z.enum(["new", "update", "delete"]),
  secret: z.record(z.string(), z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

export const SearchUsersSchema = z.strictObject(paging);
