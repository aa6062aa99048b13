import * as z from "zod/mini";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings } from "./access.ts";

const Id = z.string().check(z.regex(/^[1-9]\d*$/, "write the id, which is a number"));

/** What may be set for results in Odoo. */
export const ReportSettingsSchema = z.strictObject({
  ...accessSettings,
  /** Odoo's id of the user who writes the notes on calls whose agent is no user, and who gets the leads that the bridge makes. */
  ownerId: z.optional(Id),
  owners: OwnersSetting,
  /** A lead from elsewhere who is no lead at Odoo: true makes one, false parks the result. */
  createLead: z._default(z.boolean(), true),
  /** The sales team of leads that the bridge makes, by its id. Default: none. */
  teamId: z.optional(Id),
  /** What the bridge makes. Default: what Odoo makes for the bridge's user. */
  type: z.optional(z.enum(["lead", "opportunity"])),
  country: CountrySetting,
  /**
   * The lead's stage after the best call so far, by its name or id; null leaves it alone. Stages are the database's own,
   * so none is set by default. It is set where phone and e-mail address are the lead's, or ours came from it.
   */
  stages: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
  /** The stages that the first call may replace, by name or id. What a person has set since stays. */
  replacedStages: z._default(z.array(z.string()), ["New"]),
  /** A tag that the lead gets after the best call so far, by its name or id, beside those that it has. Default: none. */
  tags: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
  /** Fields of the lead, by their technical names such as `x_studio_attempts`. */
  fields: SpeedFields,
});
