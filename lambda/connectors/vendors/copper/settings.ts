import * as z from "zod/mini";
import type { LeadOutcome } from "../../../lead/lead.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { isId } from "./objects.ts";

/** What may be set for results in Copper. */

const USER_ID = "write the id of a user of Copper: a number";

export const SettingsSchema = z.strictObject({
  /**
   * The account's activity type for calls. "Phone Call" has another id in each account, and 0 is a note everywhere:
   * https://developer.copper.com/activities/list-activity-types.html
   */
  activityTypeId: z
    .string()
    .check(
      z.refine(
        (id) => id === "0" || isId(id),
        "write the id of the activity type, a number, as GET /activity_types lists it",
      ),
    ),
  /** Copper's id of the user who made the calls whose agent is no user. Default: whose API key it is. */
  ownerId: z.optional(z.string().check(z.refine(isId, USER_ID))),
  owners: OwnersSetting.check(z.refine((owners) => Object.values(owners).every(isId), USER_ID)),
  /** A lead from elsewhere who is nobody there: true makes a lead, false parks the result. */
  createLead: z._default(z.boolean(), true),
  country: CountrySetting,
  /**
   * The status that a lead gets after the best call so far, by its id; null leaves it alone. Statuses are the account's
   * own, so none is set by default. A person has none.
   */
  leadStatus: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }).check(
    z.refine(
      (statuses: Record<LeadOutcome, string | null>) => Object.values(statuses).every((id) => id === null || isId(id)),
      "write statuses by their ids, which are numbers",
    ),
  ),
  /** The statuses that the first call may replace, by name or id: those from before anybody worked on the lead. */
  replacedLeadStatuses: z._default(z.array(z.string().check(z.minLength(1))), ["New"]),
  /** The tag that the lead or person gets after the best call so far; null adds none. No tag is taken away. */
  tag: byOutcome(OWN_TAGS),
  /** Custom fields, by the ids of their definitions: numbers, and a text for the moment. */
  fields: SpeedFields.check(
    z.refine(
      (fields) => Object.values(fields).every((id) => id === undefined || isId(id)),
      "write custom fields by the ids of their definitions, which are numbers",
    ),
  ),
});
