import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings, salesforceAccess } from "./access.ts";
import { longId } from "./ids.ts";
import { changeLead } from "./lead-fields.ts";
import { recordOf } from "./people.ts";
import { createTask, findTask, updateTask } from "./tasks.ts";
import { listUsers } from "./users.ts";

const UserId = z
  .string()
  .check(z.refine((id) => longId(id)?.startsWith("005") === true, "write the user's id, which begins with 005"));
const FieldName = z.string().check(z.regex(/^[A-Za-z]\w{0,79}$/, "write the field's API name, e.g. MobilePhone"));
const OwnField = FieldName.check(z.regex(/__c$/, "write the API name of a custom field, which ends in __c"));

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

const SettingsSchema = z.prefault(
  z.strictObject({
    ...accessSettings,
    /** Salesforce's id of the user whose the calls are whose agent is no user. Default: the user whom the bridge is. */
    ownerId: z.optional(UserId),
    owners: OwnersSetting,
    /** A lead from elsewhere whom Salesforce does not have: true makes a lead of it, false parks the result. */
    createLead: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * Whether a lead from elsewhere is looked for by phone as well. Salesforce reads all leads and contacts for that, which
     * with millions of them takes longer than the bridge waits.
     */
    findByPhone: z._default(z.boolean(), true),
    /** Fields of leads and contacts with a phone in them; each has to be on both. */
    phoneFields: z._default(z.array(FieldName).check(z.minLength(1)), ["Phone", "MobilePhone"]),
    /** In which a task's day is meant; its note has the time in UTC. */
    timeZone: z._default(z.string().check(z.refine(isTimeZone, "write a time zone such as America/New_York")), "UTC"),
    /** The status of every task: the call is over. */
    taskStatus: z._default(z.string().check(z.minLength(1)), "Completed"),
    /** The task's call result where the agent gave the call no tag; null shows none. */
    dispositions: byEnd({
      contacted: "Connected",
      voicemail: "Voicemail",
      missed: "No answer",
      busy: "Busy",
      removed: "Asked not to be called",
    }),
    /**
     * The lead's status after the best call so far; null leaves it alone. It is set where phone and e-mail address are the
     * lead's, or it came from Salesforce. The defaults stand in the list that Salesforce comes with.
     */
    leadStatus: byOutcome({
      contacted: "Working - Contacted",
      voicemail: null,
      missed: null,
      removed: "Closed - Not Converted",
    }),
    /** The statuses that the first call may replace: those from before anybody worked on the lead. What a person has set since stays. */
    replacedLeadStatuses: z._default(z.array(z.string()), ["Open - Not Contacted", "New"]),
    /** Fields of the lead, by their API names; the moment goes into one of the type "date/time". */
    fields: SpeedFields,
    /** A field of the task that gets the recording's address, of the type URL. */
    recordingField: z.optional(OwnField),
    /**
     * A field of the task that is a unique external id, a text of 255 characters: Salesforce then keeps a second task on
     * the same call and record out by itself.
     */
    callIdField: z.optional(OwnField),
  }),
  {},
);

/** Results as tasks of the subtype Call on the lead or contact, and the lead's status. */
export const salesforceReport = configured(SettingsSchema, (settings): Reporter => {
  const api = `/services/data/${settings.apiVersion}`;
  return {
    ...salesforceAccess(settings),
    probe: `${api}/query?q=${encodeURIComponent("SELECT Id FROM Lead LIMIT 1")}`,
    findRecord: (crm, lead, { mayMake }) => recordOf(crm, lead, { mayMake, settings: { ...settings, api } }),
    owners: { named: settings.owners, list: (crm) => listUsers(crm, api) },
    create: (crm, job) => createTask(crm, api, job, settings),
    update: (crm, job, activityId) => updateTask(crm, api, job, activityId, settings),
    findTrace: (crm, job) => findTask(crm, api, job),
    ...(settings.callIdField !== undefined && {
      isIdempotentBy: `the external id ${settings.callIdField} of the task`,
    }),
    updateRecord: (crm, job) => changeLead(crm, api, job, job.record?.id ?? "", settings),
  };
});
