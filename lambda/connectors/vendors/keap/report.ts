import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { keapAccess } from "./access.ts";
import { changeContact } from "./contact-fields.ts";
import { CONTACTS } from "./contact-search.ts";
import { createNote, findNote, updateNote } from "./note.ts";
import { IdSetting, isId } from "./objects.ts";
import { TagName } from "./tags.ts";
import { listUsers } from "./users.ts";
import { contactOf } from "./whose-result.ts";

const isFieldId = (id: string | undefined): boolean => id === undefined || isId(id);

const SettingsSchema = z.strictObject({
  /** Keap's id of the user who writes the notes on calls whose agent is no user. Keap takes no note without one. */
  ownerId: IdSetting("a user"),
  owners: OwnersSetting.check(
    z.refine((owners) => Object.values(owners).every(isId), "write the id of a user, which is a number"),
  ),
  /** A lead from elsewhere who is nobody there: true makes a contact, false parks the result. */
  createContact: z._default(z.boolean(), true),
  country: CountrySetting,
  /**
   * The type of the notes. Keap Max and Pro have `Appointment`, `Call`, `Email`, `Fax`, `Letter` and `Other`; Max Classic has
   * those of its administrators.
   */
  noteType: z._default(z.string().check(z.minLength(1)), "Call"),
  /**
   * The tag that the contact gets after the best call so far, by its name or id; null adds none. A name that Keap does not
   * have is made. No tag is taken away.
   */
  tag: byOutcome(OWN_TAGS).check(
    z.refine(
      (tags) => Object.values(tags).every((tag) => tag === null || z.safeParse(TagName, tag).success),
      "a tag with ; or * in its name cannot be looked for: write its id",
    ),
  ),
  /** Id of a custom field that shows the best outcome so far. Default: none. */
  outcomeField: z.optional(IdSetting("a custom field of contacts")),
  /** What stands in it; null leaves it alone. What a person has written there stays. */
  outcomes: byOutcome({
    contacted: "Connected",
    voicemail: "Voicemail",
    missed: "No answer",
    removed: "Do not call",
  }),
  /** Custom fields of contacts by their ids; the moment goes into one of the type "Date/Time". */
  fields: SpeedFields.check(
    z.refine(
      (fields) => Object.values(fields).every(isFieldId),
      "write the id of a custom field of contacts, which is a number, in quotation marks",
    ),
  ),
});

/** Results as notes on the contact, with a tag. */
export const keapReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...keapAccess,
    probe: `${CONTACTS}?page_size=1&fields=id`,
    async findRecord(crm, lead, { mayMake }) {
      const id = await contactOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "contact", id };
    },
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createNote(crm, job, settings),
    update: (crm, job, activityId) => updateNote(crm, job, activityId, settings),
    findTrace: (crm, job) => findNote(crm, job, settings),
    updateRecord: (crm, job) => changeContact(crm, job, settings),
  }),
);
