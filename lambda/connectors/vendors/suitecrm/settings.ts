import * as z from "zod/mini";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { isUuid } from "../../kit/out/own-id.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings } from "./access.ts";

const UserId = z
  .string()
  .check(z.refine((id) => isUuid(id) || /^\d+$/.test(id), "write the user's id, as the address of their page has it"));

/** What may be set for results in SuiteCRM. */
export const ReportSettingsSchema = z.strictObject({
  ...accessSettings,
  /** The user whose the calls are whose agent is no user, and who gets the leads that the bridge makes. Default: nobody. */
  ownerId: z.optional(UserId),
  owners: OwnersSetting,
  /** A lead from elsewhere who is neither a lead nor a contact: true makes a lead, false parks the result. */
  createLead: z._default(z.boolean(), true),
  country: CountrySetting,
  /** What the call's Status says once the call is over; until then it is Planned. */
  callStatuses: byEnd({ contacted: "Held", voicemail: "Held", missed: "Not Held", busy: "Not Held", removed: "Held" }),
  /**
   * The lead's status after the best call so far; null leaves it alone. It is set where phone and e-mail address are the
   * lead's, or ours came with it. Contacts have none.
   */
  leadStatus: byOutcome({ contacted: "In Process", voicemail: null, missed: null, removed: "Dead" }),
  /** The statuses, besides none at all, that the first call may replace. What a person has set since stays. */
  replacedLeadStatuses: z._default(z.array(z.string()), ["New", "Assigned"]),
  /** Whether who asked not to be called gets Do Not Call. */
  doNotCall: z._default(z.boolean(), true),
  /** Fields of leads that Studio has added, such as `attempts_c`. */
  fields: SpeedFields,
});
