import * as z from "zod/mini";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings } from "./access.ts";

export const FieldName = z
  .string()
  .check(z.regex(/^[a-z][A-Za-z0-9]{0,62}$/, "write the field's API name (Settings, Data model), e.g. callStatus"));

/** As bridge.config.ts has them. */
export const ReportSettingsSchema = z.strictObject({
  ...accessSettings,
  /** A lead from elsewhere whom Twenty does not have: true makes a person of it, false parks the result. */
  createPerson: z._default(z.boolean(), true),
  country: CountrySetting,
  /** A field of people, of the type Select, that says how far the lead is. Twenty comes with none. */
  statusField: z.optional(FieldName),
  /**
   * Its value after the best call so far, as the option's API name; null leaves it alone. It is set where phone and
   * e-mail address are the person's, or the lead came from Twenty.
   */
  leadStatus: byOutcome({
    contacted: "CONTACTED",
    voicemail: "VOICEMAIL",
    missed: "NO_ANSWER",
    removed: "DO_NOT_CALL",
  }),
  /** The values that the first call may replace, beside none. What a person has set since stays. */
  replacedLeadStatuses: z._default(z.array(z.string()), ["NEW"]),
  /** A field of people, of the type True/False, that is set for who asked not to be called. */
  doNotCallField: z.optional(FieldName),
  /** Fields of people that get figures; the moment goes into one of the type Date and Time. */
  fields: SpeedFields.check(
    z.refine(
      (fields) => Object.values(fields).every((name) => name === undefined || z.safeParse(FieldName, name).success),
      "write a field's API name (Settings, Data model), e.g. callAttempts",
    ),
  ),
});
export type ReportSettings = z.output<typeof ReportSettingsSchema>;
