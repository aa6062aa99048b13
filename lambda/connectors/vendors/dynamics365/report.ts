import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings, dynamicsAccess } from "./access.ts";
import { leadStatus, STATUS_HELP } from "./lead-status.ts";
import { isGuid } from "./own-ids.ts";
import { recordOf } from "./people.ts";
import {
  assignPhoneCall,
  completePhoneCall,
  createPhoneCall,
  findPhoneCall,
  movePhoneCall,
  updatePhoneCall,
  writeLongNote,
} from "./phone-call.ts";
import { changeRecord, readRecord } from "./record-fields.ts";
import { API } from "./rows.ts";
import { listUsers } from "./users.ts";

const UserId = z.string().check(z.refine(isGuid, "write the user's id, the systemuserid"));
const ColumnName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]{1,99}$/, "write the column's logical name, e.g. mobilephone"));
const isStatus = (word: string | null): boolean => word === null || leadStatus(word) !== undefined;
const isOwnColumn = (name: string | undefined): boolean =>
  name === undefined || /^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(name);

const SettingsSchema = z.strictObject({
  ...accessSettings,
  /** The systemuserid of the user whose the calls are whose agent is no user. Default: the application user. */
  ownerId: z.optional(UserId),
  owners: OwnersSetting,
  /** A lead from elsewhere whom Dynamics does not have: true makes a lead of it, false parks the result. */
  createLead: z._default(z.boolean(), true),
  country: CountrySetting,
  /** Columns of leads and contacts with a phone in them; each has to be on both. */
  phoneFields: z._default(z.array(ColumnName).check(z.minLength(1)), ["telephone1", "mobilephone", "telephone2"]),
  /**
   * The lead's status reason after the best call so far; null leaves it alone. It is set where phone and e-mail address
   * are the lead's, or it came from Dynamics.
   */
  leadStatus: byOutcome({
    contacted: "Contacted",
    voicemail: null,
    missed: null,
    removed: "No Longer Interested",
  }).check(z.refine((statuses) => Object.values(statuses).every(isStatus), STATUS_HELP)),
  /** The status reasons that the first call may replace. What a person has set since stays. */
  replacedLeadStatuses: z._default(z.array(z.string().check(z.refine(isStatus, STATUS_HELP))), ["New"]),
  /**
   * A column of leads that says how the best call so far ended: a choice by its numbers, as the rating `leadqualitycode`
   * has 1 for hot, or a text. What a person has written there stays.
   */
  outcomeField: z.optional(
    z.strictObject({
      name: ColumnName,
      values: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
      /** Values that the first call may replace, beside none. A new lead's rating is 2, warm. */
      replaced: z._default(z.array(z.string()), []),
    }),
  ),
  /** Whether who asked not to be called gets "Do not allow phone calls" (`donotphone`). */
  doNotPhone: z._default(z.boolean(), true),
  /** Columns of the organisation's own, on leads and contacts, by their logical names. */
  fields: SpeedFields.check(
    z.refine(
      (fields) => Object.values(fields).every(isOwnColumn),
      "write the logical name of a column of your own, with its prefix: new_callattempts",
    ),
  ),
});

/** Results as phone calls on the lead or contact, and the lead's status. */
export const dynamics365Report = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...dynamicsAccess(settings),
    probe: `${API}/leads?$select=leadid&$top=1`,
    findRecord: (crm, lead, { mayMake }) => recordOf(crm, lead, { mayMake, settings }),
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createPhoneCall(crm, job, settings),
    update: updatePhoneCall,
    findTrace: findPhoneCall,
    isIdempotentBy: "the id of the phone call, which follows from the call and its record",
    async updateRecord(crm, job, activityId) {
      if (job.record === undefined || activityId === undefined) return;
      const present = await readRecord(crm, job.record, settings);
      if (present.record.id !== job.record.id) await movePhoneCall(crm, activityId, present.record);
      await assignPhoneCall(crm, job, activityId, settings);
      await completePhoneCall(crm, job, activityId);
      await changeRecord(crm, job, present, settings);
      await writeLongNote(crm, job, present.record, activityId);
    },
  }),
);
