import * as z from "zod";

/**
 * What Pipedrive takes, as its description has it: a field that it does not know is refused.
 * https://developers.pipedrive.com/docs/api/v1
 */

const Int = z.int().positive();
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Of version 2, e.g. for due times and durations. */
const Clock = z.string().regex(/^\d{2}:[0-5]\d(?::[0-5]\d)?$/);
/** Of version 1, in UTC. */
const Moment = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
const Note = z.string().max(100_000);

/** Keys of fields that an account has made for itself. */
const OwnKey = z.string().regex(/^[\da-f]{40}$/);
const OwnFields = z.record(OwnKey, z.union([z.string(), z.number(), z.null()]));

export const ActivitySchema = z
  .strictObject({
    subject: z.string().min(1),
    type: z.string().min(1),
    owner_id: Int,
    deal_id: Int,
    lead_id: z.uuid(),
    /** Follows the first of those who take part. */
    person_id: z.never(),
    org_id: Int,
    due_date: Day,
    due_time: Clock,
    duration: Clock,
    busy: z.boolean(),
    done: z.boolean(),
    participants: z.array(z.strictObject({ person_id: Int, primary: z.boolean().optional() })),
    public_description: z.string(),
    priority: z.int(),
    note: Note,
  })
  .partial();

export const CallLogSchema = z
  .strictObject({
    user_id: Int.optional(),
    activity_id: Int.optional(),
    subject: z.string().optional(),
    duration: z.string().regex(/^\d+$/).optional(),
    outcome: z.enum(["connected", "no_answer", "left_message", "left_voicemail", "wrong_number", "busy"]),
    from_phone_number: z.string().min(1).optional(),
    to_phone_number: z.string().min(1),
    start_time: Moment,
    end_time: Moment,
    person_id: Int.optional(),
    org_id: Int.optional(),
    deal_id: Int.optional(),
    lead_id: z.uuid().optional(),
    note: Note.optional(),
  })
  .refine(({ deal_id, lead_id }) => deal_id === undefined || lead_id === undefined, {
    message: "A call log can be associated with either a deal or a lead, but not both at once",
  })
  .refine(({ start_time, end_time }) => start_time <= end_time, { message: "end_time is before start_time" });

const Values = z.array(
  z.strictObject({ value: z.string().min(1), primary: z.boolean().optional(), label: z.string().optional() }),
);

export const PersonSchema = z.strictObject({
  name: z.string().min(1).max(255),
  owner_id: Int.optional(),
  org_id: Int.optional(),
  emails: Values.optional(),
  phones: Values.optional(),
  visible_to: z.int().optional(),
  label_ids: z.array(Int).optional(),
  custom_fields: OwnFields.optional(),
});

export const DealSchema = z
  .strictObject({
    title: z.string().min(1),
    owner_id: Int,
    person_id: Int,
    org_id: Int,
    pipeline_id: Int,
    stage_id: Int,
    value: z.number(),
    currency: z.string().length(3),
    is_deleted: z.boolean(),
    is_archived: z.boolean(),
    status: z.enum(["open", "won", "lost"]),
    lost_reason: z.string().nullable(),
    label_ids: z.array(Int),
    custom_fields: OwnFields,
  })
  .partial();

const LeadFields = z
  .object({
    title: z.string().nullable(),
    owner_id: Int,
    label_ids: z.array(z.uuid()),
    person_id: Int.nullable(),
    organization_id: Int.nullable(),
    is_archived: z.boolean(),
    was_seen: z.boolean(),
    expected_close_date: Day.nullable(),
  })
  .partial();

/** Its own fields stand beside the others. */
export const LeadSchema = LeadFields.catchall(z.union([z.string(), z.number(), z.null()])).refine(
  (lead) => Object.keys(lead).every((name) => name in LeadFields.shape || OwnKey.safeParse(name).success),
  { message: "A lead has no such field" },
);

export const NoteSchema = z
  .strictObject({
    content: Note.min(1),
    lead_id: z.uuid().optional(),
    deal_id: Int.optional(),
    person_id: Int.optional(),
    org_id: Int.optional(),
  })
  .refine((note) => note.lead_id ?? note.deal_id ?? note.person_id ?? note.org_id, {
    message: "deal_id, person_id, org_id or lead_id is required",
  });

export const NoteChangeSchema = z.strictObject({ content: Note.min(1) });

const Whole = z.coerce.number().int();
const Paging = { limit: Whole.min(1).max(500).default(100), cursor: z.string().optional() };
const Sorting = {
  sort_by: z.enum(["id", "update_time", "add_time"]).default("id"),
  sort_direction: z.enum(["asc", "desc"]).default("asc"),
};
const Since = z.iso.datetime().optional();

export const PersonsQuery = z.strictObject({
  ...Paging,
  ...Sorting,
  ids: z.string().optional(),
  updated_since: Since,
});

export const ActivitiesQuery = z.strictObject({
  ...Paging,
  ...Sorting,
  sort_by: z.enum(["id", "update_time", "add_time", "due_date"]).default("id"),
  deal_id: Whole.optional(),
  lead_id: z.string().optional(),
  person_id: Whole.optional(),
  updated_since: Since,
});

export const SearchQuery = z.strictObject({
  ...Paging,
  term: z.string(),
  fields: z
    .string()
    .regex(/^(?:custom_fields|email|notes|phone|name)(?:,(?:custom_fields|email|notes|phone|name))*$/)
    .default("email,phone,name"),
  exact_match: z.enum(["true", "false"]).default("false"),
});

export const NotesQuery = z.strictObject({
  start: Whole.min(0).default(0),
  limit: Whole.min(1).max(500).default(100),
  sort: z.string().optional(),
  start_date: Day.optional(),
  person_id: Whole.optional(),
  deal_id: Whole.optional(),
  lead_id: z.uuid().optional(),
});

export const NothingAsked = z.strictObject({});
