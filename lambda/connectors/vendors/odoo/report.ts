import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { accessSettings, odooAccess } from "./access.ts";
import { changeLead } from "./lead-fields.ts";
import { createNote, findNote, updateNote } from "./note.ts";
import { findRecord, personOf } from "./people.ts";
import { methodPath } from "./rpc.ts";
import { listUsers } from "./users.ts";

const Id = z.string().check(z.regex(/^[1-9]\d*$/, "write the id, which is a number"));

const SettingsSchema = z.strictObject({
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

/** Results as notes on the lead or contact, and the lead's stage and tags. */
export const odooReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...odooAccess(settings),
    probe: { path: methodPath("crm.lead", "search_read"), posted: { domain: [], fields: ["id"], limit: 1 } },
    findRecord: async (crm, lead, { mayMake }) =>
      mayMake ? personOf(crm, lead, settings) : (await findRecord(crm, lead, settings)).record,
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createNote(crm, job, settings),
    update: updateNote,
    findTrace: (crm, job) => findNote(crm, job, settings),
    updateRecord: (crm, job) => changeLead(crm, job, settings),
  }),
);
