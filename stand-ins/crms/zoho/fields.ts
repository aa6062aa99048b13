import * as z from "zod";

/** What Zoho CRM takes: the fields of its modules with their kinds and lengths, and the bodies of requests. */

const Id = z.string().regex(/^\d+$/);
const Reference = z.strictObject({ id: Id });
/** ISO 8601 with an offset, to the second. */
const Moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);

/** https://help.zoho.com/portal/en/kb/crm/customize-crm-account/customizing-fields/articles/standard-modules-fields */
const person = {
  First_Name: z.string().max(40),
  Last_Name: z.string().min(1).max(80),
  Email: z.email().max(100),
  Phone: z.string().max(30),
  Mobile: z.string().max(30),
  Lead_Status: z.string().max(120),
  Company: z.string().max(100),
};
/** Fields that an account has made for itself. */
const own = z.union([z.string().max(255), z.number(), z.boolean()]);
const PersonSchema = z.object(person).partial().catchall(own).superRefine(onlyKnown);

/** https://help.zoho.com/portal/en/community/topic/kaizen-38-calls-api */
const call = {
  Subject: z.string().min(1).max(300),
  Call_Type: z.enum(["Inbound", "Outbound", "Missed"]),
  Call_Start_Time: Moment,
  Call_Duration: z.string().regex(/^\d{1,4}:[0-5]\d$/),
  Outgoing_Call_Status: z.enum(["Completed", "Scheduled", "Cancelled", "Overdue"]),
  Call_Result: z.string().max(255),
  Call_Purpose: z.string().max(255),
  Call_Agenda: z.string().max(255),
  Description: z.string().max(32_000),
  Voice_Recording__s: z.url().max(450),
  Owner: Reference,
  Who_Id: Reference,
  What_Id: Reference,
  $se_module: z.string(),
};
export const CallSchema = z.strictObject(call).partial();

/** https://www.zoho.com/crm/developer/docs/api/v8/create-notes.html */
export const NoteSchema = z.strictObject({
  Note_Title: z.string().max(120).optional(),
  Note_Content: z.string().min(1).max(32_000),
  Parent_Id: z.strictObject({ module: z.strictObject({ api_name: z.string() }), id: Id }),
});

export const TagsSchema = z.strictObject({
  tags: z.array(z.strictObject({ name: z.string().min(1).max(25) })).min(1),
  over_write: z.boolean().optional(),
  ids: z.array(Id).optional(),
});

export const BodySchema = z.strictObject({
  data: z.array(z.unknown()).length(1),
  trigger: z.array(z.enum(["workflow", "approval", "blueprint", "pathfinder", "orchestration"])).optional(),
});
export const QuerySchema = z.strictObject({ select_query: z.string() });
/** https://www.zoho.com/crm/developer/docs/api/v8/convert-lead.html */
export const ConvertSchema = z.strictObject({
  data: z.array(z.strictObject({ overwrite: z.boolean().optional() })).length(1),
});

export const schemas = { Leads: PersonSchema, Contacts: PersonSchema, Calls: CallSchema, Notes: NoteSchema } as const;
export type Module = keyof typeof schemas;
export const isModule = (name: string): name is Module => Object.hasOwn(schemas, name);

/** What Zoho will not go without: https://www.zoho.com/crm/developer/docs/api/v8/insert-records.html */
export const mandatory: Readonly<Record<Module, readonly string[]>> = {
  Leads: ["Last_Name"],
  Contacts: ["Last_Name"],
  Calls: ["Subject", "Call_Type", "Call_Start_Time"],
  Notes: ["Parent_Id"],
};

/** Names of fields that an account makes for itself end in nothing of Zoho's, and begin in a letter. */
function onlyKnown(
  values: Readonly<Record<string, unknown>>,
  context: z.core.$RefinementCtx<Readonly<Record<string, unknown>>>,
): void {
  const odd = Object.keys(values).find((name) => !(name in person) && !/^[A-Z][a-z]+(?:_[A-Za-z0-9]+)+$/.test(name));
  if (odd !== undefined) context.addIssue({ code: "custom", path: [odd], message: "unknown field", input: values });
}
