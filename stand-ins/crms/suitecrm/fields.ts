import * as z from "zod";

/**
 * Fields of SuiteCRM's modules, by its own definitions of variables; an attribute that a module does not have is refused.
 * https://github.com/salesagility/SuiteCRM/tree/master/modules
 */

const Text = z.string();
const Whole = z.union([z.int32(), z.string().regex(/^-?\d+$/)]);
const Yes = z.union([z.boolean(), z.literal(0), z.literal(1), z.enum(["0", "1"])]);
const Id = z.string().regex(/^(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i);
/** In any other form it would be taken for the user's own, and mostly be none. */
const Moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const common = { name: Text, description: Text.max(65_535), assigned_user_id: Id };
const person = {
  ...common,
  salutation: Text,
  first_name: Text.max(100),
  last_name: Text.max(100),
  phone_home: Text.max(100),
  phone_mobile: Text.max(100),
  phone_work: Text.max(100),
  phone_other: Text.max(100),
  email1: Text,
  do_not_call: Yes,
  lead_source: Text,
};

/** What may be written. */
export const written = {
  Leads: z
    .strictObject({
      ...person,
      account_name: Text.max(255),
      status: z.enum(["", "New", "Assigned", "In Process", "Converted", "Recycled", "Dead"]),
      contact_id: Id,
      seconds_c: Whole,
      attempts_c: Whole,
      first_contact_c: Moment,
    })
    .partial(),
  Contacts: z.strictObject(person).partial(),
  Calls: z
    .strictObject({
      ...common,
      status: z.enum(["Planned", "Held", "Not Held"]),
      direction: z.enum(["Inbound", "Outbound"]),
      date_start: Moment,
      date_end: Moment,
      duration_hours: Whole,
      duration_minutes: Whole,
      parent_type: z.enum(["Leads", "Contacts", "Accounts", "Opportunities", "Cases", "Prospects", "Tasks"]),
      parent_id: Id,
    })
    .partial(),
  Notes: z.strictObject({ ...common, parent_type: Text, parent_id: Id }).partial(),
} as const;

export type Module = keyof typeof written;
export const isModule = (name: string): name is Module => name in written;

/** What the records of a module cannot be without. */
export const required: Readonly<Record<Module, readonly string[]>> = {
  Leads: ["last_name"],
  Contacts: ["last_name"],
  Calls: ["name", "status", "date_start", "duration_hours"],
  Notes: ["name"],
};

/** What may be read and filtered by. */
export function fieldsOf(module: string): ReadonlySet<string> {
  const own = isModule(module)
    ? Object.keys(written[module].shape)
    : ["user_name", "first_name", "last_name", "email1", "status"];
  return new Set([...own, "date_entered", "date_modified", "deleted"]);
}

export const DocumentSchema = z.strictObject({
  data: z.strictObject({ type: z.string(), id: z.string().optional(), attributes: z.record(z.string(), z.unknown()) }),
});
