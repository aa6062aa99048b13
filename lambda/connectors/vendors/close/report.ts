import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { API, closeAccess } from "./access.ts";
import { createCall, findCall, updateCall } from "./call.ts";
import { changeLead } from "./lead-fields.ts";
import { listUsers } from "./users.ts";
import { leadOf } from "./whose-lead.ts";

/** Close takes a field that it does not know, and drops it: a wrong name would go unnoticed. */
const isFieldId = (name: string | undefined): boolean => name === undefined || /^custom\.cf_\w+$/.test(name);

const SettingsSchema = z.prefault(
  z.strictObject({
    /** Close's id of the user who made the logged calls whose agent is no user. Default: whose API key it is. */
    ownerId: z.optional(z.string()),
    owners: OwnersSetting,
    /** A lead from elsewhere whose contact does not exist: true makes a lead with one, false parks the result. */
    createLead: z._default(z.boolean(), true),
    /**
     * The lead's status after the best call so far, by its id or its label; null leaves it alone. They are the
     * organisation's own, so none is set by default. It is set where phone and e-mail address are a contact's of the
     * lead, or the lead came from Close.
     */
    leadStatus: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
    /**
     * The statuses that the first call may replace, by id or label: those from before anybody worked on the lead. What a
     * person has set since stays. `Potential` is the first of those that an organisation begins with.
     */
    replacedLeadStatuses: z._default(z.array(z.string()), ["Potential"]),
    /** Custom fields of the lead, as `custom.cf_…`; the moment goes into one of the type "date and time". */
    fields: SpeedFields.check(
      z.refine(
        (fields) => Object.values(fields).every(isFieldId),
        "write a custom field of leads by its id: custom.cf_…",
      ),
    ),
    /**
     * The outcome shown on the call, by its id; null shows none. They are the organisation's own:
     * https://developer.close.com/api/resources/outcomes
     */
    outcomes: byEnd({ contacted: null, voicemail: null, missed: null, busy: null, removed: null }),
  }),
  {},
);

/** Results as calls on the lead, and its status. */
export const closeReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...closeAccess,
    probe: `${API}/me/`,
    async findRecord(crm, lead, { mayMake }) {
      const id = await leadOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "lead", id };
    },
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createCall(crm, job, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: findCall,
    updateRecord: (crm, job) => changeLead(crm, job, settings),
  }),
);
