import * as z from "zod/mini";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";

export const Slug = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9][a-z0-9_-]{0,99}$/,
      "write the attribute's slug (Settings, Objects, People, Attributes), e.g. call_status",
    ),
  );

/** As bridge.config.ts has them. */
export const ReportSettingsSchema = z.prefault(
  z.strictObject({
    /** A lead from elsewhere whom Attio does not have: true makes a person of it, false parks the result. */
    createPerson: z._default(z.boolean(), true),
    country: CountrySetting,
    /** An attribute of people, of the type Select or Status, that says how far the lead is. Attio comes with none. */
    statusAttribute: z.optional(Slug),
    /**
     * The title of its option after the best call so far; null leaves it alone. It is set where phone and e-mail address
     * are the person's, or the lead came from Attio.
     */
    leadStatus: byOutcome({
      contacted: "Contacted",
      voicemail: "Voicemail",
      missed: "No answer",
      removed: "Do not call",
    }),
    /** The options that the first call may replace, beside none. What a person has set since stays. */
    replacedLeadStatuses: z._default(z.array(z.string()), ["New"]),
    /** An attribute of people, of the type Checkbox, that is set for who asked not to be called. */
    doNotCallAttribute: z.optional(Slug),
    /** Attributes of people that get figures: two Numbers, and a Timestamp. */
    fields: SpeedFields.check(
      z.refine(
        (fields) => Object.values(fields).every((slug) => slug === undefined || z.safeParse(Slug, slug).success),
        "write an attribute's slug (Settings, Objects, People, Attributes), e.g. call_attempts",
      ),
    ),
  }),
  {},
);
export type ReportSettings = z.output<typeof ReportSettingsSchema>;
