import * as z from "zod/mini";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings } from "./access.ts";

const FieldName = z
  .string()
  .check(z.regex(/^[a-z]\w{0,99}$/, "write the field's name as Entity Manager shows it, e.g. cRecording"));

/** As bridge.config.ts has them. EspoCRM drops what is named otherwise than it does; `bridge doctor` sees to that. */
export const ReportSettingsSchema = z.strictObject({
  ...accessSettings,
  /** EspoCRM's id of the user whose the calls are whose agent is no user. A call has to be somebody's. */
  ownerId: z
    .string()
    .check(z.regex(/^[\w.=-]{1,40}$/, "write the id of a user, which stands in the address of their page")),
  owners: OwnersSetting,
  /** A lead from elsewhere whom EspoCRM does not have: true makes a lead of it, false parks the result. */
  createLead: z._default(z.boolean(), true),
  country: CountrySetting,
  /**
   * The lead's status after the best call so far; null leaves it alone. It is set where phone and e-mail address are the
   * lead's, or it came from EspoCRM. The defaults stand in the list that EspoCRM comes with.
   */
  leadStatus: byOutcome({ contacted: "In Process", voicemail: null, missed: null, removed: "Dead" }),
  /** The statuses that the first call may replace: those from before anybody worked on the lead. What a person has set since stays. */
  replacedLeadStatuses: z._default(z.array(z.string()), ["New", "Assigned"]),
  /** Whether who asked not to be called gets "Do Not Call". */
  doNotCall: z._default(z.boolean(), true),
  /** The call's own status. */
  callStatuses: byEnd({
    contacted: "Held",
    voicemail: "Not Held",
    missed: "Not Held",
    busy: "Not Held",
    removed: "Held",
  }),
  /** Fields of leads and contacts that get figures, by their names; the moment goes into one of the type Date-Time. */
  fields: SpeedFields.check(
    z.refine(
      (fields) => Object.values(fields).every((name) => name === undefined || z.safeParse(FieldName, name).success),
      "write a field's name as Entity Manager shows it, e.g. cCallAttempts",
    ),
  ),
  /** A field of calls, of the type URL, that gets the recording's address. */
  recordingField: z.optional(FieldName),
});
export type ReportSettings = z.output<typeof ReportSettingsSchema>;
