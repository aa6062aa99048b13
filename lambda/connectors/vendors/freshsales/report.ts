import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { API, BundleAlias, baseUrlOf } from "./address.ts";
import { changeContact } from "./contact-fields.ts";
import { atContact } from "./contact-search.ts";
import { understand } from "./meaning.ts";
import { addNote, changeNote, findNote } from "./note.ts";
import { createPhoneCall, updatePhoneCall } from "./phone-call.ts";
import { contactOf } from "./whose-result.ts";

const isFieldName = (name: string | undefined): boolean => name === undefined || /^cf_\w+$/.test(name);

const SettingsSchema = z.strictObject({
  /** The account, as Freshsales shows it under API Settings: `acme.myfreshworks.com/crm/sales`. */
  bundleAlias: BundleAlias,
  /**
   * What a call becomes. A `note` is changed in place, and is found again. A `phone-call` stands in Freshsales's log of calls
   * and can neither, so that what comes later is a note beside it, and after an answer was lost a person looks.
   */
  activity: z._default(z.enum(["note", "phone-call"]), "note"),
  /** A lead from elsewhere who is nobody there: true makes a contact, false parks the result. */
  createContact: z._default(z.boolean(), true),
  country: CountrySetting,
  /**
   * The contact's status after the best call so far, by its name or id; null leaves it alone. Statuses are the account's
   * own, so none is set by default. It is set where phone and e-mail address are the contact's, or the lead came with it.
   */
  contactStatus: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
  /** The statuses that the first call may replace, by name or id. What a person has set since stays. */
  replacedContactStatuses: z._default(z.array(z.string()), ["New"]),
  /** The tag that the contact gets after the best call so far, beside those that it has; null adds none. */
  tag: byOutcome(OWN_TAGS),
  /** Custom fields of contacts, by their names: `cf_…`. */
  fields: SpeedFields.check(
    z.refine((fields) => Object.values(fields).every(isFieldName), "write a custom field by its name: cf_…"),
  ),
});
type Settings = z.output<typeof SettingsSchema>;

const CredentialsSchema = z.object({ api_key: z.string().check(z.minLength(1)) });

/** Results as notes or phone calls on the contact, its status and tags. */
export const freshsalesReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    baseUrl: baseUrlOf(settings.bundleAlias),
    credentials: CredentialsSchema,
    authorise: ({ api_key = "" }) => ({ authorization: `Token token=${api_key}` }),
    understand,
    probe: `${API}/selector/contact_statuses`,
    async findRecord(crm, lead, { mayMake }) {
      const id = await contactOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "contact", id };
    },
    ...writtenAs(settings),
    updateRecord: (crm, job) => changeContact(crm, job, settings),
  }),
);

/** A call leaves no trace that could be found. */
const writtenAs = (settings: Settings): Pick<Reporter, "create" | "update" | "findTrace"> =>
  settings.activity === "note"
    ? {
        create: (crm, job) =>
          atContact(crm, job, settings, async ({ id }) => ({ activityId: await addNote(crm, job, id) })),
        async update(crm, job, activityId) {
          await changeNote(crm, job, activityId);
          return { activityId };
        },
        findTrace: (crm, job) => atContact(crm, job, settings, ({ id }) => findNote(crm, job, id)),
      }
    : {
        create: (crm, job) => createPhoneCall(crm, job, settings),
        update: (crm, job, id) => updatePhoneCall(crm, job, id, settings),
      };
