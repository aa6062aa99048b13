import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { API, followupbossAccess } from "./access.ts";
import { createCall, findCall, updateCall } from "./call.ts";
import { FieldName } from "./objects.ts";
import { changePerson } from "./person-fields.ts";
import { listUsers } from "./users.ts";
import { personOf } from "./whose-result.ts";

/** https://docs.followupboss.com/reference/calls-post */
const OUTCOMES = ["Interested", "Not Interested", "Left Message", "No Answer", "Busy", "Bad Number"];

const isOneOf =
  (words: readonly string[]) =>
  (values: object): boolean =>
    Object.values(values).every((value) => value === null || words.includes(value));

const isUserId = (id: string): boolean => /^[1-9]\d*$/.test(id);
const USER_ID = "write the id of a user of Follow Up Boss: a number";

const isFieldName = (name: string | undefined): boolean => name === undefined || z.safeParse(FieldName, name).success;

const SettingsSchema = z.prefault(
  z.strictObject({
    /**
     * Follow Up Boss's id of the user who made the logged calls whose agent is no user. Default: whose API key it is.
     * Only an administrator's key may log calls of others.
     */
    ownerId: z.optional(z.string().check(z.refine(isUserId, USER_ID))),
    owners: OwnersSetting.check(z.refine((owners) => Object.values(owners).every(isUserId), USER_ID)),
    /** A lead from elsewhere who is nobody there: true makes a person, false parks the result. */
    createPerson: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * The person's stage after the best call so far, as Follow Up Boss shows it; null leaves it alone. Stages are the
     * account's own, so none is set by default. It is set where phone and e-mail address are the person's, or the lead
     * came from Follow Up Boss.
     */
    stage: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }),
    /**
     * The stages that the first call may replace: those from before anybody worked on the lead. What a person has set
     * since stays. `Lead` is where everybody begins.
     */
    replacedStages: z._default(z.array(z.string()), ["Lead"]),
    /** The tag that the person gets after the best call so far; null adds none. No tag is taken away. */
    tag: byOutcome(OWN_TAGS),
    /** Custom fields of people, by their API names: `custom…`. */
    fields: SpeedFields.check(
      z.refine((fields) => Object.values(fields).every(isFieldName), "write a custom field by its API name: custom…"),
    ),
    /** The outcome shown on the call; null shows none. That somebody is interested, a call does not say by itself. */
    outcomes: byEnd({
      contacted: null,
      voicemail: "Left Message",
      missed: "No Answer",
      busy: "Busy",
      removed: "Not Interested",
    }).check(z.refine(isOneOf(OUTCOMES), `an outcome is ${OUTCOMES.join(", ")}`)),
  }),
  {},
);

/** Results as calls on the person, their stage and tags. */
export const followupbossReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...followupbossAccess,
    probe: `${API}/identity`,
    async findRecord(crm, lead, { mayMake }) {
      const id = await personOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "person", id };
    },
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createCall(crm, job, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: (crm, job) => findCall(crm, job, settings),
    updateRecord: (crm, job) => changePerson(crm, job, settings),
  }),
);
