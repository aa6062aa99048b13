import * as z from "zod/mini";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";

/** With monday's developer mode on, a column's menu shows its id. */
const ColumnId = z.string().check(z.regex(/^\w{1,100}$/, "write the column's id, not its title"));
const UserId = z.string().check(z.regex(/^\d{1,15}$/, "write the user's id, which is a number"));

export const ReportSettingsSchema = z.strictObject({
  /** The board whose items are the persons, by the number in its address. */
  boardId: z.string().check(z.regex(/^\d{1,20}$/, "write the board's id, the number in its address")),
  /** Its columns of the types phone and email, by which a person is found, and with which one is made. */
  phoneColumn: ColumnId,
  emailColumn: ColumnId,
  /** Its status column, which gets what `leadStatus` says. */
  statusColumn: ColumnId,
  /** A text column for the company of a person who is made. */
  companyColumn: z.optional(ColumnId),
  /** A people column that gets the call's agent where it is empty. */
  ownerColumn: z.optional(ColumnId),
  /** A dropdown column that gets what `tags` says, beside what it has. */
  tagsColumn: z.optional(ColumnId),
  /** The group in which persons are made, by its id. Default: the board's first. */
  groupId: z.optional(z.string().check(z.minLength(1))),
  /** The id of the user who is put into the people column where the agent is no user. */
  ownerId: z.optional(UserId),
  owners: OwnersSetting,
  /** A lead from elsewhere whose person is not on the board: true makes an item, false parks the result. */
  createItem: z._default(z.boolean(), true),
  country: CountrySetting,
  /**
   * The label of the status column after the best call so far; null leaves it alone. It is set where phone and e-mail
   * address are the item's, or the lead came with the item. The defaults are labels of the board Leads of monday CRM.
   */
  leadStatus: byOutcome({
    contacted: "Contacted",
    voicemail: "Attempted to contact",
    missed: "Attempted to contact",
    removed: "Unqualified",
  }),
  /** The labels, besides none at all, that the first call may replace. What a person has set since stays. */
  replacedLeadStatuses: z._default(z.array(z.string()), ["New Lead"]),
  /** A label of the dropdown column that is added after the best call so far. Default: none. */
  tags: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
  /** Columns of the item, by their ids: two of the type numbers, and one of the type date for the moment. */
  fields: SpeedFields,
});
export type ReportSettings = z.output<typeof ReportSettingsSchema>;
