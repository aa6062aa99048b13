import * as z from "zod/mini";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";

const isUserId = (id: string): boolean => /^[1-9]\d{0,15}$/.test(id);
const USER_ID = "write the id of a user of Sell: a number";

export const ReportSettingsSchema = z.prefault(
  z.strictObject({
    /** Sell's id of the user who made the logged calls whose agent is no user. Default: whose token it is. */
    ownerId: z.optional(z.string().check(z.refine(isUserId, USER_ID))),
    owners: OwnersSetting.check(z.refine((owners) => Object.values(owners).every(isUserId), USER_ID)),
    /** A lead from elsewhere who is neither a lead nor a contact in Sell: true makes a lead, false parks the result. */
    createLead: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * The lead's status after the best call so far; null leaves it alone. It is set where phone and e-mail address are
     * the record's. Contacts have none. The defaults are those that every account begins with.
     */
    leadStatus: byOutcome({ contacted: "Working", voicemail: "Working", missed: "Working", removed: "Unqualified" }),
    /** The statuses, besides none at all, that the first call may replace. What a person has set since stays. */
    replacedLeadStatuses: z._default(z.array(z.string()), ["New"]),
    /** The outcome shown on the call, by its name or its id; null shows none. They are the account's own. */
    outcomes: byEnd({ contacted: null, voicemail: null, missed: null, busy: null, removed: null }),
    /** The tag that the record gets after the best call so far, beside those that it has; null adds none. */
    tags: byOutcome(OWN_TAGS),
    /** Custom fields of leads and contacts, by their names. */
    fields: SpeedFields,
  }),
  {},
);
